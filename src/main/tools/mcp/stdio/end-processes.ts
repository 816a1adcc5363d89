import { sleep } from '../../../../shared/clock.ts';
import type { Clock } from '../../../../shared/clock.ts';
import type { Processes } from './processes.ts';

/** How long a process has to end before it is asked to, and then before it is made to. */
export const defaultGraceMs = 2000;
/** How long the system may take to end what was made to. */
const endMs = 450;

export interface EndOptions {
  /** Who is left of those that have to end; asked again until nobody is. */
  readonly living: () => Promise<readonly number[]>;
  readonly processes: Pick<Processes, 'signal' | 'kind'>;
  readonly clock: Clock;
  readonly graceMs?: number | undefined;
  /** Aborted when nobody wants to wait any longer: they are made to end at once. */
  readonly force: AbortSignal;
}

/** SIGTERM, 2 s, SIGKILL, and that again for whoever was started meanwhile. Says whether all are gone. */
export async function endProcesses(options: EndOptions): Promise<boolean> {
  const { living, processes, clock, graceMs = defaultGraceMs, force } = options;
  const signalAll = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const left = await living();
    await Promise.all(left.map((pid) => processes.signal(pid, signal)));
  };
  if (processes.kind === 'posix' && !force.aborted) {
    await signalAll('SIGTERM');
    if (await untilGone({ living, clock, ms: graceMs, stop: force })) return true;
  }
  const end = clock.now() + endMs;
  for (;;) {
    await signalAll('SIGKILL');
    const ms = Math.min(100, end - clock.now());
    if (await untilGone({ living, clock, ms })) return true;
    if (clock.now() >= end) return false;
  }
}

/** Looks again and again, at first often, for nobody says when a grandchild ends. */
export async function untilGone({
  living,
  clock,
  ms,
  stop,
}: {
  readonly living: () => Promise<readonly number[]>;
  readonly clock: Clock;
  readonly ms: number;
  readonly stop?: AbortSignal;
}): Promise<boolean> {
  const end = clock.now() + ms;
  for (let pause = 10; ; pause = Math.min(pause * 2, 200)) {
    if ((await living()).length === 0) return true;
    const left = end - clock.now();
    if (left <= 0 || stop?.aborted === true) return false;
    await sleep(clock, Math.min(pause, left), stop);
  }
}
