import type { ChatEvent, ChatUpdate } from '../../shared/contract/chat.ts';
import { applyEvents } from '../../shared/chat/chat-view.ts';
import type { Store } from '../store/store.ts';
import type { Feed } from '../feed.ts';
import { fitPage } from './fit-page.ts';
import type { Turns } from './turns.ts';

const newestMessages = 60;

export interface SnapshotOptions {
  readonly conversationId: string;
  readonly feed: Feed<ChatEvent>;
  readonly store: Pick<Store, 'getConversation' | 'pathPage'>;
  readonly turns: Turns;
}

/**
 * The conversation as it is now, with the cursor of now. Reading takes a moment in which things
 * go on happening: what happened is folded in, and the answer being written is newer than the disk.
 */
export async function snapshotChat(
  options: SnapshotOptions,
): Promise<Extract<ChatUpdate, { type: 'snapshot' }>> {
  const { conversationId, feed, store, turns } = options;
  for (;;) {
    const from = feed.cursor;
    const stored = await store.getConversation(conversationId);
    const page =
      stored.activeLeafId === null
        ? { messages: [], branches: {}, hasEarlier: false }
        : await store.pathPage({ leafId: stored.activeLeafId, limit: newestMessages });
    const missed = feed.since(from);
    // What was read may or may not hold the end of an answer: then it is read again.
    if (missed === null || missed.some(({ type }) => type === 'message-end')) continue;

    const { cursor } = feed;
    const view = applyEvents(
      {
        cursor,
        conversation: { ...stored, ...turns.stateOf(conversationId) },
        ...page,
        turn: null,
      },
      // The parts of an answer that still runs come from where it is written, below.
      missed.filter(({ type }) => type === 'message-start' || type === 'conversation-update'),
    );
    const live = turns.live(conversationId);
    return {
      type: 'snapshot',
      ...view,
      ...fitPage({
        messages: view.messages.map((message) =>
          message.id === live?.message.id ? live.message : message,
        ),
        branches: view.branches,
        hasEarlier: view.hasEarlier,
      }),
      conversation: { ...view.conversation, ...turns.stateOf(conversationId) },
      turn: live?.status == null ? null : { messageId: live.message.id, status: live.status },
    };
  }
}
