import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { TurnStatus } from '../../shared/contract/chat.ts';
import { usePage } from '../page-context.tsx';
import { modelName } from '../settings/providers-store.ts';
import { useNow } from '../ui/use-now.ts';
import type { ChatSession } from './chat-session.ts';
import { askedOf, turnSentence } from './turn-sentence.ts';

/** What the running turn is doing, in words, with the seconds where somebody waits. */
export function TurnStatusLine({ session }: { readonly session: ChatSession }): ReactNode {
  const { t } = useTranslation();
  const { bridge, providers } = usePage();
  const isLost = useStore(
    bridge.connection,
    ({ status }) => status === 'offline' || status === 'signed-out',
  );
  const models = useStore(providers.store, (state) => state.models);
  const turn = useStore(session.store, ({ view }) => view?.turn ?? null);
  const stopping = useStore(session.store, (state) => state.stopping);
  const isSaidBelowTheQuestion = useStore(session.store, ({ sending }) => sending !== null);
  const message = useStore(session.store, ({ view }) =>
    view?.messages.findLast(({ id }) => id === view.turn?.messageId),
  );
  if (isLost) return t('turn.disconnected');
  if (stopping) return t('turn.stopping');
  if (turn === null) return isSaidBelowTheQuestion ? null : t('turn.sending');
  const asked = turn.status.model ?? (message === undefined ? null : askedOf(message));
  return <Status status={turn.status} model={modelName(models, asked) ?? t('turn.theModel')} />;
}

function Status({ status, model }: { readonly status: TurnStatus; readonly model: string }) {
  const { t } = useTranslation();
  const now = useNow(status.state === 'streaming' ? null : 1_000);
  return turnSentence(status, model, now, t);
}
