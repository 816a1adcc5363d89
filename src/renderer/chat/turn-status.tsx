import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { TurnStatus } from '../../shared/contract/chat.ts';
import { usePage } from '../page-context.tsx';
import { modelName } from '../settings/providers-store.ts';
import { useNow } from '../ui/use-now.ts';
import type { ChatSession } from './chat-session.ts';

/** A wait this short is not worth a number. */
const quietSeconds = 3;

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
  const message = useStore(session.store, ({ view }) =>
    view?.messages.findLast(({ id }) => id === view.turn?.messageId),
  );
  if (isLost) return t('turn.disconnected');
  if (stopping) return t('turn.stopping');
  if (turn === null) return t('turn.sending');
  const chosen =
    message?.provider === undefined || message.model === undefined
      ? null
      : { provider: message.provider, model: message.model };
  const asked = turn.status.model ?? chosen;
  return <Status status={turn.status} model={modelName(models, asked) ?? t('turn.theModel')} />;
}

function Status({ status, model }: { readonly status: TurnStatus; readonly model: string }) {
  const { t } = useTranslation();
  const isWaiting = status.state !== 'streaming';
  const now = useNow(isWaiting ? 1_000 : null);
  const seconds = Math.max(0, Math.floor((now - status.since) / 1000));
  const { until } = status;
  const left = until === undefined ? undefined : Math.max(0, Math.ceil((until - now) / 1000));
  if (status.state === 'stalled') return t('turn.stalled', { seconds });
  if (status.state === 'retrying') {
    const { attempt = 1, of = 1 } = status;
    return t('turn.retrying', { model, attempt: attempt + 1, of, seconds: left ?? 0 });
  }
  if (status.state === 'queued' && left !== undefined)
    return t('turn.queuedUntil', { model, seconds: left });
  const sentence =
    status.state === 'tool'
      ? t('turn.tool', { tool: status.tool ?? '' })
      : t(`turn.${status.state}`, { model });
  return isWaiting && seconds >= quietSeconds
    ? `${sentence} ${t('turn.for', { seconds })}`
    : sentence;
}
