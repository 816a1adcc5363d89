import type { MessagePort } from 'node:worker_threads';
import type { Log } from '../host.ts';
import { backUp } from './back-up.ts';
import { createCallFailures } from './call-failures.ts';
import { openInThread } from './open-in-thread.ts';
import type { Store } from './store.ts';
import { transferOf } from './transfer-of.ts';
import type { FromWorker, StoreWorkerData, ToWorker } from './worker-messages.ts';

type RestoreWish = Parameters<Store['restoreBackup']>[0];

/** A worker's life: one backup, or calls answered in the order they come, until `close`. */
export async function runStoreWorker(port: MessagePort, data: StoreWorkerData): Promise<void> {
  const send = (message: FromWorker) =>
    port.postMessage(message, message.type === 'result' ? transferOf(message.value) : []);
  const log = createLog(send);
  const failures = createCallFailures(log);

  function answer({ id, name }: ToWorker, work: () => unknown): void {
    try {
      send({ type: 'result', id, value: work() });
      failures.worked(name);
    } catch (error) {
      send({ type: 'error', id, error: failures.told(name, error) });
    }
  }

  async function answerLater({ id, name }: ToWorker, work: () => Promise<unknown>): Promise<void> {
    try {
      send({ type: 'result', id, value: await work() });
    } catch (error) {
      send({ type: 'error', id, error: failures.told(name, error) });
    }
  }

  if (data.task === 'back-up') {
    port.once('message', (message: ToWorker) => {
      void answerLater(message, () => backUp(data)).finally(() => port.close());
    });
    return;
  }
  try {
    const opened = await openInThread({ ...data, log });
    port.on('message', (message: ToWorker) => {
      const { name, argument } = message;
      if (name === 'backUp') throw new Error('a backup is made by a worker of its own');
      if (name === 'checkBackup' || name === 'restoreBackup') {
        void answerLater(message, () => opened[name](argument as RestoreWish));
        return;
      }
      // The caller's types tie the argument to the name; a message cannot carry that along.
      const call = opened.calls[name] as (argument: unknown) => unknown;
      answer(message, () => call(argument));
      if (message.name === 'close') port.close();
    });
    send({ type: 'ready', report: opened.report });
  } catch (error) {
    send({ type: 'not-opened', error: failures.told('open', error) });
    port.close();
  }
}

function createLog(send: (message: FromWorker) => void): Log {
  const at = (level: 'debug' | 'info' | 'warn' | 'error') => (facts: object, message: string) =>
    send({ type: 'log', level, facts, message });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
