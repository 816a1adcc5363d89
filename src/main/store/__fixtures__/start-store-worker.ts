import { Worker } from 'node:worker_threads';
import type { WorkerOptions } from 'node:worker_threads';
import { inject } from 'vitest';

/** Starts the store's thread from the bundle that bundle-store-worker.ts makes, as a built door does. */
// oxlint-disable-next-line import/no-default-export -- stands for `store-worker.ts?nodeWorker` as well, which has one
export default function startStoreWorker(options: WorkerOptions): Worker {
  return new Worker(inject('storeWorker'), { execArgv: [], ...options });
}
