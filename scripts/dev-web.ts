import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { build } from './build/build.ts';
import { endWithParent } from './child/end-with-parent.ts';
import { root } from './root.ts';

endWithParent();

/** How long to wait for the rest of what an editor or git writes at once. */
const gatherMs = 100;

let door: ChildProcess | undefined;
let timer: NodeJS.Timeout | undefined;
let running: Promise<void> = restart(process.argv.slice(2));

// One port and one sign-in for all restarts; only the first opens a browser.
watch(join(root, 'src'), { recursive: true }, () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    running = running.then(() => restart([...process.argv.slice(2), '--no-open']));
  }, gatherMs);
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    void running.then(end).then(() => process.exit(0)); // Neither rejects.
  });
}

/** A build that fails leaves the last good one running. */
async function restart(args: readonly string[]): Promise<void> {
  if ((await build()) !== 0) return;
  await end();
  door = spawn(process.execPath, [join(root, 'out/main/web.js'), ...args], { stdio: 'inherit' });
}

async function end(): Promise<void> {
  if (door === undefined || door.exitCode !== null || door.signalCode !== null) return;
  const ended = once(door, 'exit');
  door.kill('SIGTERM');
  await ended;
}
