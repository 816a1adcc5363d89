import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { win32 } from 'node:path';
import { childEnvironment } from './child-environment.ts';
import { linuxProcesses } from './linux-processes.ts';
import { parsePs, parsePsEnvironment } from './parse-ps.ts';
import { creationTicks, parseCreationTicks } from './parse-powershell.ts';
import { systemProgram, windowsTreeKill } from './spawn-plan.ts';

/** A living process; one that has ended and waits to be noticed is none. */
export interface ProcessFacts {
  readonly pid: number;
  /** The process group; null where the system has none. */
  readonly group: number | null;
  /** When it started, in the system's own notation: with the pid it names one process of one boot. */
  readonly startedAt: string;
  /** The value of our token variable; null if it has none, undefined where that cannot be known. */
  readonly token: string | null | undefined;
}

/** The processes of this machine. */
export interface Processes {
  /** Another one after each start of the machine; null where start times tell that by themselves. */
  bootId(): Promise<string | null>;
  /** Those that can be seen; never a guess. */
  list(): Promise<readonly ProcessFacts[]>;
  /**
   * On POSIX the members of a tree are found by group and token, and can be asked to end. On Windows
   * only its root is known, cannot be asked, and ending it ends all that descend from it.
   */
  readonly kind: 'posix' | 'windows';
  /** Ends one, or asks it to; nothing if it is gone. */
  signal(pid: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function createProcesses(platform: NodeJS.Platform, environment: Environment): Processes {
  if (platform === 'win32') return windowsProcesses(environment);
  if (platform === 'darwin')
    return { ...posix, bootId: () => Promise.resolve(null), list: listByPs };
  return {
    ...posix,
    bootId: async () => (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim(),
    list: () => linuxProcesses('/proc'),
  };
}

const posix = {
  kind: 'posix' as const,
  signal(pid: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended by itself, or became somebody else's.
    }
    return Promise.resolve();
  },
};

/** So that dates are written in one way. */
const plain = { LC_ALL: 'C' };

async function listByPs(): Promise<ProcessFacts[]> {
  const [table, environments] = await Promise.all([
    run('/bin/ps', ['-axo', 'pid=,pgid=,stat=,lstart='], plain),
    // Shows the environment behind the command; empty for programs the system protects.
    run('/bin/ps', ['-axwwE', '-o', 'pid=,command='], plain),
  ]);
  return parsePs(table, parsePsEnvironment(environments));
}

function windowsProcesses(environment: Environment): Processes {
  const powershell = win32.join(
    systemProgram(environment, 'WindowsPowerShell'),
    'v1.0',
    'powershell.exe',
  );
  // Neither starts without what Windows keeps there; our keys are no part of it.
  const env = childEnvironment({
    platform: 'win32',
    own: environment,
    path: undefined,
    configured: {},
    token: '',
  });
  return {
    kind: 'windows',
    // Start times are ticks of the calendar.
    bootId: () => Promise.resolve(null),
    list: async () =>
      parseCreationTicks(
        await run(powershell, ['-NoProfile', '-NonInteractive', '-Command', creationTicks], env),
      ),
    async signal(pid) {
      const { file, args } = windowsTreeKill(pid, environment);
      await run(file, args, env);
    },
  };
}

/** What it prints, or nothing if it fails: who asks for processes goes on without an answer. */
function run(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      file,
      args,
      { timeout: 5000, maxBuffer: 64 * 1024 * 1024, windowsHide: true, env },
      (error, stdout) => resolve(error === null ? stdout : ''),
    );
  });
}
