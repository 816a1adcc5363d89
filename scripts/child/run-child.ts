import { type StdioOptions, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from '../root.ts';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdio?: StdioOptions;
  /** How long it may take; then it is ended. */
  readonly timeoutMs?: number;
  /** What it says on stdout and stderr, where `stdio` pipes them. */
  readonly onOutput?: (text: string) => void;
}

export interface ChildEnd {
  /** Its exit code; 128 and the signal's number if a signal ended it, as a shell has it. */
  readonly code: number;
  /** The signal this process was sent meanwhile and passed on: whoever sent it wants all of it to end. */
  readonly interruptedBy: NodeJS.Signals | undefined;
}

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs a program to its end and passes on the signals that ask this process to end. */
export function runChild(
  command: string,
  args: readonly string[],
  { cwd = root, env = process.env, stdio = 'inherit', timeoutMs, onOutput }: RunOptions = {},
): Promise<ChildEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { cwd, env, stdio });
    let interruptedBy: NodeJS.Signals | undefined;
    const passOn = (signal: NodeJS.Signals) => {
      interruptedBy = signal;
      child.kill(signal);
    };
    for (const signal of passedOn) process.on(signal, passOn);
    const timer =
      timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    const settle = () => {
      clearTimeout(timer);
      for (const signal of passedOn) process.off(signal, passOn);
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => onOutput?.(text));
    }
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (code, signal) => {
      settle();
      resolve({
        code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]),
        interruptedBy,
      });
    });
  });
}
