import { childEnvironment, variableOf } from './child-environment.ts';
import { startTree } from './process-tree.ts';
import type { ProcessTree } from './process-tree.ts';
import { planSpawn } from './spawn-plan.ts';
import type { StartFailure } from './start-failure.ts';
import type { StdioHost } from './stdio-host.ts';

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Absolute; the person's home without it. */
  readonly cwd?: string | undefined;
  /** What is configured, secrets filled in. */
  readonly environment: Readonly<Record<string, string>>;
}

export type Spawned =
  | { readonly type: 'started'; readonly tree: ProcessTree; readonly noted: Promise<void> }
  | { readonly type: 'failed'; readonly failure: StartFailure; readonly because?: unknown }
  | { readonly type: 'given-up' };

/** From a command to its process, noted for the reaper. Nothing is started once the signal is aborted. */
export async function spawnServer(
  { command, args, cwd, environment: configured }: ServerCommand,
  host: StdioHost,
  signal: AbortSignal,
): Promise<Spawned> {
  const { platform, environment: own, reaper, processes, spawn, clock, graceMs } = host;
  const given = variableOf(configured, 'PATH', platform);
  const path = given ?? (await Promise.race([host.loginShellPath(), untilAborted(signal)]));
  const token = await reaper.createToken();
  const environment = childEnvironment({ platform, own, path, configured, token });
  const request = { command, args, cwd: cwd ?? host.home, environment };
  const plan = await planSpawn(request, platform, host.look);
  if ('failure' in plan) return { type: 'failed', failure: plan.failure };
  if (signal.aborted) return { type: 'given-up' };
  try {
    const tree = await startTree({ plan, token, spawn, processes, clock, graceMs });
    return { type: 'started', tree, noted: reaper.note({ pid: tree.pid, token }) };
  } catch (error) {
    const failure = { cause: 'not-spawned', reason: systemCode(error) } as const;
    return { type: 'failed', failure, because: error };
  }
}

function untilAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unknown';
}
