import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { isRecord } from '../../src/shared/is-record.ts';

/** A process that answers each message with one of its own. */
export interface Child {
  /** The message it sent by itself once it was ready. */
  readonly ready: Readonly<Record<string, unknown>>;
  ask(message: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>;
  close(): Promise<void>;
}

export async function startChild(
  script: URL,
  args: readonly string[],
  execArgv: readonly string[] = [],
): Promise<Child> {
  const child = fork(script, args, {
    execArgv: [...execArgv, '--disable-warning=ExperimentalWarning'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = await nextMessage(child);
  return {
    ready,
    async ask(message) {
      const answer = nextMessage(child);
      child.send(message);
      return answer;
    },
    async close() {
      if (child.connected) child.send({ type: 'close' });
      await exited;
    },
  };
}

function nextMessage(child: ChildProcess): Promise<Readonly<Record<string, unknown>>> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown) => {
      child.off('exit', onExit);
      if (isRecord(message) && message['type'] !== 'failed') resolve(message);
      else
        reject(
          new Error(isRecord(message) ? String(message['reason']) : 'a child sent something odd'),
        );
    };
    const onExit = (code: number | null) => {
      child.off('message', onMessage);
      reject(new Error(`${child.spawnargs.slice(1).join(' ')} ended with ${code ?? 'a signal'}`));
    };
    child.once('message', onMessage);
    child.once('exit', onExit);
  });
}
