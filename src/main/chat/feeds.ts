import type { ChatEvent } from '../../shared/contract/chat.ts';
import type { Conversation } from '../../shared/contract/conversations.ts';
import { createFeed } from '../feed.ts';
import type { Feed } from '../feed.ts';

/** A reader that fell further behind is better served by a snapshot. */
const keptEvents = 2048;
const keptChanges = 256;

export type ListChange =
  | { readonly type: 'conversation-update'; readonly conversation: Conversation }
  | { readonly type: 'conversation-delete'; readonly id: string };

/** One feed per conversation somebody is interested in, and one of the list. */
export interface Feeds {
  readonly list: Feed<ListChange>;
  /** Holds the conversation's feed open until released. */
  hold(conversationId: string): { readonly feed: Feed<ChatEvent>; release(): void };
  publish(conversationId: string, events: readonly ChatEvent[]): void;
  /** To the list and to whoever watches the conversation. */
  publishConversation(conversation: Conversation): void;
  /** Whoever watches it gets a snapshot: another branch is shown now. */
  reset(conversationId: string): void;
  /** Nothing is as it was: the list is read again, and every conversation that is watched. */
  resetAll(): void;
  /** Nobody can watch it any longer. */
  publishDelete(id: string): void;
  close(): void;
}

export function createFeeds(): Feeds {
  const list = createFeed<ListChange>({ epoch: newEpoch(), keep: keptChanges });
  const open = new Map<string, { readonly feed: Feed<ChatEvent>; holders: number }>();

  return {
    list,
    hold(conversationId) {
      let entry = open.get(conversationId);
      if (entry === undefined) {
        entry = { feed: createFeed({ epoch: newEpoch(), keep: keptEvents }), holders: 0 };
        open.set(conversationId, entry);
      }
      const held = entry;
      held.holders++;
      let released = false;
      return {
        feed: held.feed,
        release() {
          if (released) return;
          released = true;
          held.holders--;
          if (held.holders === 0 && open.get(conversationId) === held) open.delete(conversationId);
        },
      };
    },
    publish(conversationId, events) {
      open.get(conversationId)?.feed.publish(events);
    },
    publishConversation(conversation) {
      list.publish([{ type: 'conversation-update', conversation }]);
      open.get(conversation.id)?.feed.publish([{ type: 'conversation-update', conversation }]);
    },
    reset(conversationId) {
      open.get(conversationId)?.feed.reset();
    },
    resetAll() {
      list.reset();
      for (const { feed } of open.values()) feed.reset();
    },
    publishDelete(id) {
      list.publish([{ type: 'conversation-delete', id }]);
      open.get(id)?.feed.close();
      open.delete(id);
    },
    close() {
      list.close();
      for (const { feed } of open.values()) feed.close();
      open.clear();
    },
  };
}

/** A feed that is made anew must not take an old feed's cursor for one of its own. */
function newEpoch(): string {
  return crypto.randomUUID().slice(0, 8);
}
