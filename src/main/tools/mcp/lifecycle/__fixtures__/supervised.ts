import type { ServerHealth, ServerStatus } from '../../../../../shared/contract/mcp-events.ts';
import { createFakeClock } from '../../../../../shared/clock.ts';
import type { FakeClock } from '../../../../../shared/clock.ts';
import { createSupervisor } from '../supervisor.ts';
import type { Supervisor } from '../supervisor.ts';
import { createFakeServer } from './fake-server.ts';
import type { FakeConnection, FakeServer } from './fake-server.ts';

export interface Supervised {
  readonly clock: FakeClock;
  readonly server: FakeServer;
  readonly supervisor: Supervisor<FakeConnection>;
  readonly states: ServerStatus[];
  readonly healths: ServerHealth[];
  /** Every timer that is set. */
  readonly timers: { count: number };
  /** Errors that were noted as bugs. */
  readonly bugs: object[];
}

export interface SupervisedOptions {
  readonly enabled?: boolean;
  readonly random?: number;
  readonly eraWasWrong?: (error: unknown) => boolean;
  readonly onState?: (status: ServerStatus) => void;
}

/** One server that answers to the test, and a clock that does as well. */
export function supervised(options: SupervisedOptions = {}): Supervised {
  const fake = createFakeClock(1_000_000);
  const timers = { count: 0 };
  const clock: FakeClock = {
    ...fake,
    after(ms, callback) {
      timers.count++;
      let isSet = true;
      const unset = () => {
        if (isSet) timers.count--;
        isSet = false;
      };
      const cancel = fake.after(ms, () => {
        unset();
        callback();
      });
      return () => {
        unset();
        cancel();
      };
    },
  };
  const server = createFakeServer();
  const states: ServerStatus[] = [];
  const healths: ServerHealth[] = [];
  const bugs: object[] = [];
  const supervisor = createSupervisor({
    server: 's',
    enabled: options.enabled ?? true,
    connector: {
      connect: (request) => server.connect(request),
      eraWasWrong: options.eraWasWrong ?? (() => false),
      proved: () => {},
    },
    clock,
    random: () => options.random ?? 0.5,
    log: { error: (facts) => void bugs.push(facts) },
    onState(status) {
      states.push(status);
      options.onState?.(status);
    },
    onHealth: (health) => void healths.push(health),
  });
  return { clock, server, supervisor, states, healths, timers, bugs };
}

/** Lets what is decided already happen: no time passes, only turns of the queue of promises. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}
