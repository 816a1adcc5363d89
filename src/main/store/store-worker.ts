import { parentPort, workerData } from 'node:worker_threads';
import { runStoreWorker } from './run-store-worker.ts';
import type { StoreWorkerData } from './worker-messages.ts';

if (parentPort === null) throw new Error('this file runs as a worker');
// Comes from open-store.ts, which started this thread.
await runStoreWorker(parentPort, workerData as StoreWorkerData);
