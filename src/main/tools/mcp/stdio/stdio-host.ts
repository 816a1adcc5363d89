import { join } from 'node:path';
import type { Clock } from '../../../../shared/clock.ts';
import type { Log } from '../../../host.ts';
import type { Look } from './find-command.ts';
import { createLoginShellPath } from './login-shell-path.ts';
import { lookOnDisk } from './look-on-disk.ts';
import { createProcesses } from './processes.ts';
import type { Processes } from './processes.ts';
import type { Spawn } from './process-tree.ts';
import { createReaper } from './reaper.ts';
import type { Reaper } from './reaper.ts';

/** What all stdio servers of one Tina share. */
export interface StdioHost {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where a server runs that names no folder; absolute. */
  readonly home: string;
  readonly loginShellPath: () => Promise<string | undefined>;
  readonly look: Look;
  readonly spawn: Spawn;
  readonly processes: Processes;
  /** `reap()` is called once, before the first server starts. */
  readonly reaper: Reaper;
  readonly clock: Clock;
  /** How long a server has for each of the two steps of its end; 2 s without it. */
  readonly graceMs?: number | undefined;
}

export interface StdioHostOptions extends Pick<
  StdioHost,
  'platform' | 'environment' | 'home' | 'spawn' | 'clock' | 'graceMs'
> {
  /** Holds the list of running servers; claimed by this Tina alone. */
  readonly dataDir: string;
  readonly log: Pick<Log, 'warn'>;
}

export function createStdioHost(options: StdioHostOptions): StdioHost {
  const { platform, environment, home, spawn, clock, graceMs, dataDir, log } = options;
  const processes = createProcesses(platform, environment);
  const file = join(dataDir, 'running-servers.json');
  const reaper = createReaper({ file, processes, environment, clock, graceMs, log });
  const { createToken } = reaper;
  const loginShellPath = createLoginShellPath({
    platform,
    environment,
    home,
    spawn,
    clock,
    createToken,
  });
  const look = lookOnDisk;
  return {
    platform,
    environment,
    home,
    loginShellPath,
    look,
    spawn,
    processes,
    reaper,
    clock,
    graceMs,
  };
}
