import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Clock } from '../../shared/clock.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { followStream } from '../bridge/follow-stream.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { appendPage, foldList } from './fold-list.ts';
import type { ConversationList } from './fold-list.ts';

const pageSize = 50;
const mostAtOnce = 200;

export interface ConversationsState extends ConversationList {
  readonly isLoaded: boolean;
  readonly isLoadingMore: boolean;
  readonly error: AppError | null;
}

export interface Conversations {
  readonly store: StoreApi<ConversationsState>;
  loadMore(): Promise<void>;
  /** The newest title always counts: renaming is one field, so nothing else can be lost. */
  rename(id: string, title: string): Promise<void>;
  /** Throw AppErrors. */
  delete(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  close(): void;
}

/** The list as every window sees it, kept up to date for as long as the page lives. */
export function createConversations(
  { client, connected }: Pick<Bridge, 'client' | 'connected'>,
  clock: Clock,
  random: () => number,
): Conversations {
  const store = createStore<ConversationsState>(() => ({
    conversations: [],
    nextCursor: null,
    isLoaded: false,
    isLoadingMore: false,
    error: null,
  }));
  const ended = new AbortController();
  const { signal } = ended;

  async function reload(): Promise<void> {
    const limit = Math.min(mostAtOnce, Math.max(pageSize, store.getState().conversations.length));
    const page = await client.conversations.list({ limit }, { signal });
    store.setState({ ...page, isLoaded: true, error: null });
  }

  void followStream({
    connected,
    open: () => client.conversations.watch(undefined, { signal }),
    async onValue(change) {
      if (change.type === 'reset') await reload();
      else store.setState((state) => foldList(state, change));
    },
    onError: (error) => store.setState({ error }),
    signal,
    clock,
    random,
  }); // ends with the store

  return {
    store,
    async loadMore() {
      const { nextCursor, isLoadingMore } = store.getState();
      if (nextCursor === null || isLoadingMore) return;
      store.setState({ isLoadingMore: true });
      try {
        const page = await client.conversations.list({ cursor: nextCursor, limit: mostAtOnce });
        store.setState((state) => (state.nextCursor === nextCursor ? appendPage(state, page) : {}));
      } catch (error) {
        store.setState({ error: toAppError(error) });
      }
      store.setState({ isLoadingMore: false });
    },
    async rename(id, title) {
      await client.conversations.update({ id, patch: { title } });
    },
    async delete(id) {
      await client.conversations.delete({ id });
    },
    async restore(id) {
      await client.conversations.restore({ id });
    },
    close: () => ended.abort(),
  };
}
