import type { StoreApi } from 'zustand/vanilla';
import type { Client } from '../../shared/contract/index.ts';
import { hasEarlier, messagesOf } from './chat-state.ts';
import type { ChatState } from './chat-state.ts';

/** A branch that goes on for longer than this is shown from its end. */
const mostPages = 5;

/** Shows the branch a message is in, down to its newest leaf, with the message itself on the page. */
export async function showBranch({
  client,
  store,
  conversationId,
  messageId,
  loadEarlier,
  signal,
}: {
  readonly client: Client;
  readonly store: StoreApi<ChatState>;
  readonly conversationId: string;
  readonly messageId: string;
  readonly loadEarlier: (limit: number) => Promise<void>;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { activeLeafId } = await client.conversations.select({ id: conversationId, messageId });
  await until(
    store,
    ({ view }) => view?.messages.some(({ id }) => id === activeLeafId) === true,
    signal,
  );
  const isShown = () => messagesOf(store.getState()).some(({ id }) => id === messageId);
  for (let page = 0; page < mostPages && !isShown() && hasEarlier(store.getState()); page++)
    await loadEarlier(200);
}

/** Also when the signal is aborted. */
function until(
  store: StoreApi<ChatState>,
  holds: (state: ChatState) => boolean,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || holds(store.getState())) return resolve();
    const end = () => {
      stop();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const stop = store.subscribe((state) => holds(state) && end());
    signal.addEventListener('abort', end);
  });
}
