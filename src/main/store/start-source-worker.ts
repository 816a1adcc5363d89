import { Worker } from 'node:worker_threads';
import type { WorkerOptions } from 'node:worker_threads';

/** Starts the store's thread straight from its source: for tests, benchmarks and anything not built. */
export function startSourceWorker(options: WorkerOptions): Worker {
  // The flags this process was started with (--eval and the like) are not the worker's.
  return new Worker(new URL('./store-worker.ts', import.meta.url), { execArgv: [], ...options });
}
