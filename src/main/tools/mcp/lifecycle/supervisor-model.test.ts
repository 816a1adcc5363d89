import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../../../../shared/errors.ts';
import { settle, supervised } from './__fixtures__/supervised.ts';
import type { Supervised } from './__fixtures__/supervised.ts';
import { nextStates } from './server-states.ts';

/** What holds whatever is done in whatever order: nothing has to be remembered to say so. */
type Model = Record<never, never>;

interface Real extends Supervised {
  readonly asked: Promise<unknown>[];
  readonly leaving: AbortController[];
}

function step(name: string, act: (real: Real) => void) {
  return class implements fc.AsyncCommand<Model, Real> {
    check = () => true;
    toString = () => name;
    async run(_: Model, real: Real): Promise<void> {
      act(real);
      await settle();
      holds(real);
    }
  };
}

const causes = ['exited', 'command-not-found', 'consent-missing', 'sign-in-needed'];
const failure = (index: number) =>
  new AppError('mcp-connection-failed', 'No.', { details: { cause: causes[index % 4] } });
const never = () => new Promise<never>(() => {});

const ask = (real: Real, promise: Promise<unknown>) => {
  promise.catch(() => {});
  real.asked.push(promise);
};
const askAndLeave = (real: Real, begin: (signal: AbortSignal) => Promise<unknown>) => {
  const leaving = new AbortController();
  real.leaving.push(leaving);
  const promise = begin(leaving.signal);
  promise.catch(() => {});
  real.asked.push(promise);
};

const simple = [
  step('ready', (real) => ask(real, real.supervisor.ensureReady())),
  step('ready, may leave', (real) =>
    askAndLeave(real, (signal) => real.supervisor.ensureReady(signal)),
  ),
  step('call', (real) =>
    ask(
      real,
      real.supervisor.call(async () => 1),
    ),
  ),
  step('call that hangs', (real) =>
    askAndLeave(real, (signal) => real.supervisor.call(never, { signal, replayable: true })),
  ),
  step('leave', (real) => real.leaving.shift()?.abort()),
  step('warm', (real) => real.supervisor.start('warm')),
  step('start', (real) => real.supervisor.start('asked')),
  step('stop', (real) => ask(real, real.supervisor.stop())),
  step('restart', (real) => real.supervisor.restart()),
  step('enable', (real) => real.supervisor.enable()),
  step('disable', (real) => ask(real, real.supervisor.disable())),
  step('accept', (real) => real.server.accept()),
  step('crash', (real) => real.server.connections.at(-1)?.end()),
  step('cling', (real) => (real.server.clings = true)),
  step('let go', (real) => {
    real.server.clings = false;
    real.server.letGo();
  }),
  step('deaf', (real) => (real.server.isDeaf = !real.server.isDeaf)),
  step('silent', (real) => (real.server.answersPings = !real.server.answersPings)),
].map((Step) => fc.constant(new Step()));

class MissPings implements fc.AsyncCommand<Model, Real> {
  readonly #pings: number;
  constructor(pings: number) {
    this.#pings = pings;
  }
  check = () => true;
  toString = () => `miss ${this.#pings} pings`;
  async run(_: Model, real: Real): Promise<void> {
    real.server.answersPings = false;
    for (let waits = 0; waits < this.#pings * 2; waits++) {
      real.clock.advance(waits % 2 === 0 ? 30_000 : 10_000);
      await settle();
      holds(real);
    }
    real.server.answersPings = true;
  }
}

const commands = [
  ...simple,
  fc
    .nat(3)
    .map((index) => new (step(`refuse ${index}`, (real) => real.server.refuse(failure(index))))()),
  fc.constantFrom(1, 2, 3).map((pings) => new MissPings(pings)),
  fc
    .constantFrom(500, 1000, 4000, 10_000, 30_000, 60_000)
    .map((ms) => new (step(`wait ${ms}`, (real) => real.clock.advance(ms)))()),
];

test('whatever is done, only legal states follow, one connection is there, and it comes to rest', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 60, size: 'max' }), async (run) => {
      const real: Real = { ...supervised(), asked: [], leaving: [] };
      await fc.asyncModelRun(() => ({ model: {}, real }), run);
      for (const { state } of real.states) seen.add(state);
      await comesToRest(real);
    }),
    { numRuns: 300 },
  );
  expect(seen.size).toBe(10);
});

function holds({ supervisor, server, states, timers, bugs, clock }: Real): void {
  const { status } = supervisor;
  for (const [index, { state }] of states.entries()) {
    const before = states[index - 1]?.state ?? 'stopped';
    expect(nextStates[before]).toContain(state);
  }
  expect(states.at(-1) ?? status).toEqual(status);
  expect(server.mostAtOnce).toBeLessThanOrEqual(1);
  expect(status.nextRetryAt === null).toBe(status.state !== 'backoff');
  if (status.nextRetryAt !== null) expect(status.nextRetryAt).toBeGreaterThan(clock.now());
  const isConnected = status.state === 'ready' || status.state === 'degraded';
  expect(status.era !== null).toBe(isConnected);
  // Nothing wakes up for a server that does nothing: one timer for the ping, or for its answer, or for a retry.
  expect(timers.count).toBe(isConnected || status.state === 'backoff' ? 1 : 0);
  expect(bugs).toEqual([]);
}

async function comesToRest(real: Real): Promise<void> {
  const { supervisor, server, asked, leaving } = real;
  const disposed = supervisor.dispose({ force: true });
  server.clings = false;
  server.letGo();
  while (server.waiting > 0) {
    server.accept();
    await settle();
  }
  await disposed;
  for (const one of leaving) one.abort();
  await Promise.allSettled(asked);
  expect(['stopped', 'disabled']).toContain(supervisor.status.state);
  expect(server.alive).toBe(0);
  expect(real.timers.count).toBe(0);
}
