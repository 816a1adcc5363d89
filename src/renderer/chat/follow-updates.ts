import type { ChatUpdate } from '../../shared/contract/chat.ts';
import type { Client } from '../../shared/contract/index.ts';
import { followStream } from '../bridge/follow-stream.ts';
import type { FollowStreamOptions } from '../bridge/follow-stream.ts';

export interface FollowUpdatesOptions extends Omit<
  FollowStreamOptions<ChatUpdate>,
  'open' | 'onValue'
> {
  readonly watch: Client['chat']['watch'];
  readonly conversationId: string;
  readonly onUpdate: (update: ChatUpdate) => void;
}

/**
 * Passes on every update of a conversation once and in order, however often the connection is
 * lost: it goes on from the last cursor. Returns when the signal is aborted or the conversation
 * does not exist (any longer).
 */
export async function followUpdates({
  watch,
  conversationId,
  onUpdate,
  onError,
  signal,
  ...rest
}: FollowUpdatesOptions): Promise<'aborted' | 'gone'> {
  const gone = new AbortController();
  let cursor: string | undefined;

  async function* open(ended: AbortSignal): AsyncGenerator<ChatUpdate, void, void> {
    const after = cursor === undefined ? {} : { after: cursor };
    for await (const update of await watch({ conversationId, ...after }, { signal: ended })) {
      // A gap: what is missing is asked for from the place where we are.
      if (update.type === 'events' && update.after !== cursor) return;
      cursor = update.cursor;
      yield update;
    }
  }

  await followStream({
    ...rest,
    open,
    onValue: onUpdate,
    onError(error) {
      if (error.code === 'not-found') gone.abort();
      else onError(error);
    },
    signal: AbortSignal.any([signal, gone.signal]),
  });
  return gone.signal.aborted ? 'gone' : 'aborted';
}
