import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface Child {
  /** The next line it prints; null at its end. */
  line(): Promise<string | null>;
  /** SIGKILL, and wait until it is gone; nothing if it is. */
  kill(): Promise<void>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** For tests that need a process to kill: runs module source in a Node of its own. */
export function runChild(source: string): Child {
  const child: ChildProcessByStdio<null, Readable, null> = spawn(
    process.execPath,
    ['--no-warnings', '--input-type=module', '--eval', source],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  return {
    ended,
    async line() {
      const next = await lines.next();
      return next.done === true ? null : next.value;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A module of the store as an import specifier for such a source. */
export function moduleUrl(name: string): string {
  return JSON.stringify(new URL(name, new URL('..', import.meta.url)).href);
}
