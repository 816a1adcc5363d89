/**
 * A host to be killed: starts the servers it is told of as the real one does, prints their pids once
 * they run, and then waits. node host-of-test.mjs LEDGER SERVER FLAGS…
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { systemClock } from '../../../../../shared/clock.ts';
import { childEnvironment } from '../child-environment.ts';
import { startTree } from '../process-tree.ts';
import { createProcesses } from '../processes.ts';
import { createReaper } from '../reaper.ts';

const [, , file, server, ...flagsOfServers] = process.argv;
const processes = createProcesses(process.platform, process.env);
const reaper = createReaper({
  file,
  processes,
  environment: process.env,
  clock: systemClock,
  log: { warn: () => undefined },
});
const started = await Promise.all(
  flagsOfServers.map(async (flags) => {
    const token = await reaper.createToken();
    const tree = await startTree({
      plan: {
        file: '/bin/sh',
        args: ['-c', `"${process.execPath}" "${server}" ${flags}; true`],
        options: {
          cwd: process.cwd(),
          env: childEnvironment({
            platform: process.platform,
            own: process.env,
            path: undefined,
            configured: {},
            token,
          }),
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
      clock: systemClock,
    });
    await reaper.note({ pid: tree.pid, token });
    tree.stdin.write('{"jsonrpc":"2.0","id":1,"method":"ping"}\n');
    await once(tree.stdout, 'data');
    return { pid: tree.pid, token };
  }),
);
process.stdout.write(`${JSON.stringify(started)}\n`);
