import type { Worker, WorkerOptions } from 'node:worker_threads';
import type { Log } from '../host.ts';
import { toStore } from './store-calls.ts';
import type { Call } from './store-calls.ts';
import type { Store } from './store.ts';
import { linkWorker } from './worker-link.ts';
import type { StoreWorkerData } from './worker-messages.ts';

export interface OpenStoreOptions {
  /** Absolute; exists; locked by this process (data-folder-lock.ts). */
  readonly dataDir: string;
  readonly log: Log;
  readonly now?: () => number;
  /**
   * Starts store-worker.ts. A built door passes `import createWorker from './store-worker.ts?nodeWorker'`,
   * everything else start-source-worker.ts.
   */
  readonly createWorker: (options: WorkerOptions) => Worker;
}

/** Opens the store in a thread of its own, so that no query ever holds up the process. */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { dataDir, log, now = Date.now, createWorker } = options;
  const startedAt = now();
  const start = (
    task: StoreWorkerData['task'],
    at: number,
    reason: StoreWorkerData['reason'] = 'daily',
  ) => {
    const workerData: StoreWorkerData = { task, dataDir, at, reason };
    return createWorker({ workerData });
  };
  const link = linkWorker(start('serve', startedAt), log);
  const report = await link.ready;
  log.info({ ms: now() - startedAt, restored: report.restored !== null }, 'store opened');

  // The worker answers each name with that name's result.
  const call = ((name, argument) => link.ask(name, argument)) as Call;
  let backup: Worker | null = null;

  /** In a thread of its own: copying a large database takes seconds, and words keep coming in. */
  async function makeBackup(at: number, reason: 'daily' | 'by-hand'): Promise<string> {
    const worker = (backup = start('back-up', at, reason));
    const path = await linkWorker(worker, log).ask('backUp', undefined);
    if (typeof path !== 'string') throw new TypeError('a backup has a path');
    return path;
  }

  const store = toStore(report, call, makeBackup);
  return {
    ...store,
    async close() {
      // A half-made copy is cleared away by the next one.
      void backup?.terminate(); // its end is not worth waiting for
      if (!link.gone) await store.close();
      await link.exited;
    },
  };
}
