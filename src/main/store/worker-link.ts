import type { Worker } from 'node:worker_threads';
import { AppError, fromWire } from '../../shared/errors.ts';
import type { Log } from '../host.ts';
import { placeOf } from '../place-of.ts';
import type { OpenReport } from './store.ts';
import { transferOf } from './transfer-of.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

export interface WorkerLink {
  /** Answers come in the order of the questions; all are refused once the thread is gone. */
  ask(name: ToWorker['name'], argument: unknown): Promise<unknown>;
  /** The database is open. */
  readonly ready: Promise<OpenReport>;
  readonly exited: Promise<void>;
  readonly gone: boolean;
}

/** This side of the conversation with store-worker.ts. */
export function linkWorker(worker: Worker, log: Log): WorkerLink {
  const pending = new Map<number, PromiseWithResolvers<unknown>>();
  const ready = Promise.withResolvers<OpenReport>();
  const exited = Promise.withResolvers<void>();
  let nextId = 0;
  let gone: AppError | null = null;
  // Whoever does not wait for it has its questions refused all the same.
  ready.promise.catch(() => {});

  function lose(cause?: unknown): void {
    if (cause !== undefined) log.error(placeOf(cause), 'the store thread failed');
    gone ??= storeGone(cause);
    ready.reject(gone);
    for (const waiting of pending.values()) waiting.reject(gone);
    pending.clear();
  }

  function take(id: number): PromiseWithResolvers<unknown> | undefined {
    const waiting = pending.get(id);
    pending.delete(id);
    return waiting;
  }

  worker.on('message', (message: FromWorker) => {
    switch (message.type) {
      case 'ready':
        return ready.resolve(message.report);
      case 'not-opened':
        return ready.reject(fromWire(message.error));
      case 'log':
        return log[message.level](message.facts, message.message);
      case 'result':
        return take(message.id)?.resolve(message.value);
      case 'error':
        return take(message.id)?.reject(fromWire(message.error));
      default:
        return message satisfies never;
    }
  });
  worker.on('error', lose);
  worker.once('exit', () => {
    lose();
    exited.resolve();
  });

  return {
    ready: ready.promise,
    exited: exited.promise,
    get gone() {
      return gone !== null;
    },
    ask(name, argument) {
      if (gone !== null) return Promise.reject(gone);
      const message: ToWorker = { id: nextId++, name, argument };
      const waiting = Promise.withResolvers<unknown>();
      pending.set(message.id, waiting);
      worker.postMessage(message, transferOf(argument));
      return waiting.promise;
    },
  };
}

function storeGone(cause: unknown): AppError {
  return new AppError(
    'storage-failed',
    'The database is not available any more. What was saved is safe; restart Tina to go on.',
    { situation: 'database-gone', cause },
  );
}
