import { openStore } from '../../src/main/store/open-store.ts';
import { startSourceWorker } from '../../src/main/store/start-source-worker.ts';
import type { Store } from '../../src/main/store/store.ts';
import { percentile } from '../harness/statistics.ts';
import type { Subject, Subjects } from '../harness/subject.ts';
import { silentLog } from './memory-host.ts';

/** In a round. */
export const calls = 500;

/**
 * What a page asks for first, `n` rows of it, from a store in its own thread as the app opens it.
 * `setup` names the folders of a small and a large store and the ends of their long conversations.
 */
export const subjects: Subjects = {
  'small-list': ({ small = '' }) =>
    open(small, (store, limit) => store.listConversations({ limit })),
  'large-list': ({ large = '' }) =>
    open(large, (store, limit) => store.listConversations({ limit })),
  'small-page': ({ small = '', smallLeaf: leafId = '' }) =>
    open(small, (store, limit) => store.pathPage({ leafId, limit })),
  'large-page': ({ large = '', largeLeaf: leafId = '' }) =>
    open(large, (store, limit) => store.pathPage({ leafId, limit })),
};

async function open(
  dataDir: string,
  ask: (store: Store, limit: number) => Promise<object>,
): Promise<Subject> {
  const store = await openStore({ dataDir, log: silentLog, createWorker: startSourceWorker });
  return {
    async run(n) {
      const times: number[] = [];
      for (let call = 0; call < calls; call++) {
        const askedAt = performance.now();
        const page = await ask(store, n);
        times.push(performance.now() - askedAt);
        const rows: unknown = Object.values(page)[0];
        if (!Array.isArray(rows) || rows.length !== n) throw new Error(`there are no ${n} rows`);
      }
      return { p50: percentile(times, 50), p99: percentile(times, 99) };
    },
    close: () => store.close(),
  };
}
