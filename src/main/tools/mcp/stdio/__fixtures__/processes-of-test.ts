import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import type { Clock } from '../../../../../shared/clock.ts';
import { childEnvironment } from '../child-environment.ts';
import { startTree } from '../process-tree.ts';
import type { ProcessTree } from '../process-tree.ts';
import { createProcesses } from '../processes.ts';

export const hostileServer = fileURLToPath(new URL('hostile-server.mjs', import.meta.url));
export const processes = createProcesses(process.platform, process.env);

/** Those that carry a token which starts like this. */
export async function marked(token: string): Promise<number[]> {
  const all = await processes.list();
  return all.filter((facts) => facts.token?.startsWith(token)).map(({ pid }) => pid);
}

/** A token of the test that runs; when it is over nothing that carries it may live on. */
export function tokenForTest(): string {
  const token = `${randomUUID()}.1`;
  onTestFinished(async () => {
    try {
      // What was killed a moment ago may take another to be gone.
      await expect.poll(() => marked(token), { timeout: 5000 }).toEqual([]);
    } finally {
      for (const pid of await marked(token)) process.kill(pid, 'SIGKILL');
    }
  });
  return token;
}

/** Starts a command as the host does, without a search for it. */
export function startForTest(
  file: string,
  args: readonly string[],
  { token, clock, graceMs }: { token: string; clock: Clock; graceMs?: number },
): Promise<ProcessTree> {
  const env = childEnvironment({
    platform: process.platform,
    own: process.env,
    path: undefined,
    configured: {},
    token,
  });
  return startTree({
    plan: {
      file,
      args,
      options: {
        cwd: process.cwd(),
        env,
        stdio: ['pipe', 'pipe', 'pipe'],
        shell: false,
        detached: true,
        windowsHide: false,
        windowsVerbatimArguments: false,
      },
    },
    token,
    spawn,
    processes,
    clock,
    graceMs,
  });
}
