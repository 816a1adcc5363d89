import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { sayError } from '../../i18n/say-core.ts';
import { usePage } from '../../page-context.tsx';
import { useRemovedServer } from '../../settings/use-removed-server.ts';
import type { ChatSession } from '../chat-session.ts';
import { choicesOf, isRunning } from '../chat-state.ts';
import { newRecipientOf } from '../recipient.ts';
import { TurnStatusLine } from '../turn-status.tsx';

export interface ComposerNoteProps {
  readonly session: ChatSession;
  /** Somebody wanted to send while an answer was running. */
  readonly isRefused: boolean;
  /** By how many characters; not too long at 0 and below. */
  readonly tooLong: number;
}

/** The one line above the field: what is in the way, what runs, or else how to send. */
export function ComposerNote({ session, isRefused, tooLong }: ComposerNoteProps): ReactNode {
  const { t, i18n } = useTranslation();
  const failure = useStore(session.store, (state) => state.failure);
  const isBusy = useStore(session.store, isRunning);
  const removed = useRemovedServer(useStore(session.store, (state) => choicesOf(state).model));
  const { providers, defaultModel } = useStore(usePage().providers.store);
  const recipient = useStore(session.store, (state) =>
    newRecipientOf(state, defaultModel, providers),
  );
  if (tooLong > 0)
    return (
      <span className="text-warning">
        {t('composer.tooLong', { amount: tooLong.toLocaleString(i18n.language) })}
      </span>
    );
  if (isBusy && isRefused)
    return <span className="text-warning">{t('composer.stillRunning')}</span>;
  if (failure !== null) {
    const message = sayError(failure.error);
    return (
      <span role="alert" className="text-danger">
        {failure.doing === 'send' ? t('composer.sendFailed', { message }) : message}
      </span>
    );
  }
  if (isBusy) return <TurnStatusLine session={session} />;
  if (removed !== null)
    return <span className="text-warning">{t('composer.gone', { name: removed })}</span>;
  if (recipient !== null)
    return <span className="text-warning">{t('composer.goesTo', { recipient })}</span>;
  return <span className="pointer-coarse:hidden">{t('composer.hint')}</span>;
}
