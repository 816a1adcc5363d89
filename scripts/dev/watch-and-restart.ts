import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { build } from '../build/build.ts';
import { root } from '../root.ts';

/** How long to wait for the rest of what an editor or git writes at once. */
const gatherMs = 100;

/** Builds and starts a program, and again whenever a source changes; ends it with this process. */
export function watchAndRestart({
  command,
  args,
  argsAgain = args,
}: {
  command: string;
  args: readonly string[];
  /** For all starts but the first. */
  argsAgain?: readonly string[];
}): void {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = restart(args);

  /** A build that fails leaves the last good one running. */
  async function restart(now: readonly string[]): Promise<void> {
    if ((await build()) !== 0) return;
    await end();
    child = spawn(command, [...now], { stdio: 'inherit' });
  }

  async function end(): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }

  watch(join(root, 'src'), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(() => restart(argsAgain));
    }, gatherMs);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      void running.then(end).then(() => process.exit(0)); // Neither rejects.
    });
  }
}
