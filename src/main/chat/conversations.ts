import type {
  Conversation,
  ConversationChange,
  ConversationPatch,
} from '../../shared/contract/conversations.ts';
import type { ResourcePart } from '../../shared/contract/message.ts';
import type { Clock } from '../../shared/clock.ts';
import type { MessagePage, Store, StoredConversation } from '../store/store.ts';
import { exportConversation } from './export/export-conversation.ts';
import type { ExportWish } from './export/export-conversation.ts';
import type { Feeds } from './feeds.ts';
import { fitPage } from './fit-page.ts';
import type { Turns } from './turns.ts';

export interface Conversations {
  list(page: {
    cursor?: string | undefined;
    query?: string | undefined;
    limit: number;
  }): Promise<{ conversations: Conversation[]; nextCursor: string | null }>;
  get(id: string): Promise<Conversation>;
  update(change: {
    id: string;
    rev?: number | undefined;
    patch: ConversationPatch;
  }): Promise<Conversation>;
  /** Whether a tool runs there without asking. */
  allowTool(change: { conversationId: string; tool: string; allowed: boolean }): Promise<void>;
  /** All tools whose keys begin so are asked about again, wherever they were allowed. */
  revokeTools(prefix: string): Promise<void>;
  delete(id: string): Promise<void>;
  restore(id: string): Promise<Conversation>;
  /** Shows another branch: the newest leaf below the message. Throws `conflict` while a turn runs. */
  select(choice: { id: string; messageId: string }): Promise<Conversation>;
  messages(page: { before: string; limit: number }): Promise<MessagePage>;
  /** The conversation as a file, piece by piece. */
  export(wish: ExportWish): AsyncGenerator<string, void, void>;
  watch(signal: AbortSignal): AsyncGenerator<ConversationChange, void, void>;
  getDraft(key: string): Promise<Draft>;
  setDraft(key: string, text: string): Promise<void>;
  /** Takes away what is attached to a draft. */
  detach(id: string): Promise<void>;
}

interface Draft {
  readonly text: string;
  readonly attachments: readonly ResourcePart[];
}

export interface ConversationsOptions {
  readonly store: Store;
  readonly turns: Turns;
  readonly feeds: Feeds;
  readonly clock: Clock;
}

export function createConversations({
  store,
  turns,
  feeds,
  clock,
}: ConversationsOptions): Conversations {
  const alive = (stored: StoredConversation): Conversation => ({
    ...stored,
    ...turns.stateOf(stored.id),
  });

  return {
    async list(page) {
      const { conversations, nextCursor } = await store.listConversations(page);
      return { conversations: conversations.map(alive), nextCursor };
    },
    get: async (id) => alive(await store.getConversation(id)),
    async update({ id, rev, patch }) {
      const titled = patch.title === undefined ? {} : { titledBy: 'person' as const };
      const stored = await store.updateConversation({
        id,
        rev,
        patch: { ...patch, ...titled },
      });
      const conversation = alive(stored);
      feeds.publishConversation(conversation);
      return conversation;
    },
    async allowTool(change) {
      feeds.publishConversation(alive(await store.allowTool(change)));
    },
    async revokeTools(prefix) {
      for (const stored of await store.revokeTools(prefix))
        feeds.publishConversation(alive(stored));
    },
    async delete(id) {
      await turns.stop(id);
      await store.deleteConversation({ id, at: clock.now() });
      feeds.publishDelete(id);
    },
    async restore(id) {
      const conversation = alive(await store.restoreConversation(id));
      feeds.publishConversation(conversation);
      return conversation;
    },
    async select({ id, messageId }) {
      await turns.saved(id);
      const reservation = turns.reserve(id);
      try {
        const conversation = alive(await store.select({ conversationId: id, messageId }));
        feeds.reset(id);
        feeds.publishConversation(conversation);
        return conversation;
      } finally {
        reservation.release();
      }
    },
    messages: async (page) => fitPage(await store.pathPage(page)),
    export: (wish) => exportConversation({ store, turns, clock }, wish),
    async *watch(signal) {
      let cursor = feeds.list.cursor;
      yield { type: 'reset' };
      while (!signal.aborted && !feeds.list.closed) {
        const changes = feeds.list.since(cursor);
        cursor = feeds.list.cursor;
        if (changes === null) yield { type: 'reset' };
        else yield* changes;
        await feeds.list.changed(cursor, signal);
      }
    },
    async getDraft(key) {
      const [text, attachments] = await Promise.all([
        store.getDraft(key),
        store.attachments({ draft: key }),
      ]);
      return { text, attachments };
    },
    setDraft: (key, text) => store.setDraft({ key, text, at: clock.now() }),
    detach: (id) => store.dropAttachments({ id }),
  };
}
