import type { ChildProcess, SpawnOptions } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { sleep } from '../../../../shared/clock.ts';
import type { Clock } from '../../../../shared/clock.ts';
import { defaultGraceMs, endProcesses, untilGone } from './end-processes.ts';
import type { Processes } from './processes.ts';
import type { SpawnPlan } from './spawn-plan.ts';

/** `spawn` of node:child_process. */
export type Spawn = (file: string, args: readonly string[], options: SpawnOptions) => ChildProcess;

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process and all it started, whether they stayed in its group or left it. */
export interface ProcessTree {
  readonly pid: number;
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** When the process itself has ended; what it started may live on. */
  readonly exited: Promise<Exit>;
  /**
   * Closes its standard input, asks it to end after 2 s, makes it after 4; at once if forced, or when
   * called again. Resolves when nobody is left, after 4.5 s at the latest; false if somebody is.
   */
  stop(options?: { readonly force?: boolean }): Promise<boolean>;
}

export interface TreeOptions {
  readonly plan: SpawnPlan;
  /** The value of the token variable in the plan's environment. */
  readonly token: string;
  readonly spawn: Spawn;
  readonly processes: Processes;
  readonly clock: Clock;
  /** How long to wait before each of the two steps; 2 s without it. */
  readonly graceMs?: number | undefined;
}

/** Rejects with the system's error if there is no such process. */
export async function startTree({
  plan,
  token,
  spawn,
  processes,
  clock,
  graceMs = defaultGraceMs,
}: TreeOptions): Promise<ProcessTree> {
  const child = spawn(plan.file, plan.args, plan.options);
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null)
    throw new Error('a plan has three pipes');
  // A server that ended closes its end; who writes is told by its own call.
  for (const stream of [stdin, stdout, stderr]) stream.on('error', () => undefined);
  let hasExited = false;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      hasExited = true;
      resolve({ code, signal });
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  child.on('error', () => undefined);
  const { pid } = child;
  if (pid === undefined) throw new Error('what was spawned has a pid');

  const living = async () => {
    const pids = new Set<number>();
    if (processes.kind === 'posix') {
      for (const facts of await processes.list()) {
        if (facts.token === token || facts.group === pid) pids.add(facts.pid);
      }
    }
    // It is known at once whether the child itself lives.
    if (hasExited) pids.delete(pid);
    else pids.add(pid);
    return [...pids];
  };

  const force = new AbortController();
  let stopped: Promise<boolean> | undefined;

  async function stopOnce(): Promise<boolean> {
    stdin?.end();
    const end = clock.now() + graceMs;
    if (!force.signal.aborted) {
      const waited = new AbortController();
      const done = AbortSignal.any([waited.signal, force.signal]);
      await Promise.race([exited, sleep(clock, graceMs, done)]);
      waited.abort();
    }
    // What it started was told by the same closed input, and has the rest of that time.
    const ms = hasExited ? end - clock.now() : 0;
    if (await untilGone({ living, clock, ms, stop: force.signal })) return true;
    return endProcesses({ living, processes, clock, graceMs, force: force.signal });
  }

  return {
    pid,
    stdin,
    stdout,
    stderr,
    exited,
    stop({ force: atOnce = false } = {}) {
      if (atOnce || stopped !== undefined) force.abort();
      stopped ??= stopOnce();
      return stopped;
    },
  };
}
