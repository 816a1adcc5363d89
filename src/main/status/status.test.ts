import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../shared/clock.ts';
import type { ProviderInfo } from '../../shared/contract/providers.ts';
import type { ProviderStatus, StatusEvent } from '../../shared/contract/status.ts';
import type { Registry } from '../providers/registry.ts';
import { stateOf } from './state-of.ts';
import { createStatus } from './status.ts';

type Health = ReturnType<Registry['health']>;
type Listener = Parameters<Registry['listen']>[0];

const info: ProviderInfo = {
  id: 'one',
  name: 'One',
  kind: 'vendor',
  needsKey: true,
  key: { set: true },
  keys: [],
  baseUrl: null,
  ready: true,
};
const healthy: Health = {
  lastSuccessAt: 500,
  lastError: null,
  latency: { firstByteP50: 1, firstByteP95: 2, totalP50: 3, totalP95: 4 },
  errorRate: 0.25,
  attempts: 4,
  limits: null,
  breaker: { state: 'closed', retryAt: null },
  queued: 0,
  asideUntil: () => null,
  keys: [{ last4: 'abcd', asideUntil: null }],
};

function open() {
  const clock = createFakeClock(1000);
  const listeners = new Set<Listener>();
  let health = healthy;
  const status = createStatus({
    registry: {
      list: () => [info],
      health: () => health,
      knownModels: () => ({
        models: ['a', 'b'].map((id) => ({
          provider: 'one',
          id,
          name: id,
          abilities: { tools: true, reasoning: true, images: true, pdf: true },
        })),
        sources: [{ provider: 'one', source: 'live' }],
      }),
      listen(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    clock,
  });
  return {
    clock,
    status,
    listeners,
    become(change: Partial<Health>) {
      health = { ...health, ...change };
    },
    say: (event: Parameters<Listener>[0]) => listeners.forEach((listener) => listener(event)),
  };
}

/** Lets whatever waits for promises go on until it waits for the clock. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the status', () => {
  it('says all that is known of each provider', () => {
    expect(open().status.get()).toEqual([
      {
        id: 'one',
        name: 'One',
        state: 'ready',
        models: { count: 2, source: 'live' },
        lastSuccessAt: 500,
        lastError: null,
        latency: { firstByteP50: 1, firstByteP95: 2, totalP50: 3, totalP95: 4 },
        errorRate: 0.25,
        attempts: 4,
        limits: null,
        breaker: { state: 'closed', retryAt: null },
        queued: 0,
        keys: [{ last4: 'abcd', asideUntil: null }],
      },
    ]);
  });

  it('is told at once, after changes at most once a second, and not when nothing changed', async () => {
    const { status, clock, become, say, listeners } = open();
    const stop = new AbortController();
    const events: StatusEvent[] = [];
    const watching = (async () => {
      for await (const event of status.watch(stop.signal)) events.push(event);
    })();
    const queuedIn = () =>
      events.map((event) => (event.type === 'status' ? event.providers[0]?.queued : event.model));
    await settle();
    expect(queuedIn()).toEqual([0]);

    for (const queued of [1, 2, 3]) {
      become({ queued });
      say({ type: 'health', provider: 'one' });
      await settle();
    }
    expect(queuedIn()).toEqual([0]);
    clock.advance(1000);
    await settle();
    expect(queuedIn()).toEqual([0, 3]);

    clock.advance(1000);
    await settle();
    say({ type: 'health', provider: 'one' });
    await settle();
    expect(queuedIn()).toEqual([0, 3]);

    clock.advance(1000);
    await settle();
    const limits = { requests: { limit: 10, remaining: 9 } };
    say({ type: 'rate-limit', provider: 'one', model: 'a', limits: {}, until: 5 });
    say({ type: 'rate-limit', provider: 'one', model: 'a', limits });
    say({ type: 'rate-limit', provider: 'one', model: 'b', limits });
    await settle();
    expect(queuedIn()).toEqual([0, 3, 'a', 'b', 3]);
    expect(events[2]).toEqual({ type: 'rate-limit', provider: 'one', model: 'a', limits });

    // Nobody says that a key was put in: it is seen all the same.
    become({ queued: 4 });
    clock.advance(1000);
    await settle();
    clock.advance(10_000);
    await settle();
    expect(queuedIn()).toEqual([0, 3, 'a', 'b', 3, 4]);

    stop.abort();
    await watching;
    expect(listeners.size).toBe(0);
  });

  it('tells at its time what is over by itself', async () => {
    const { status, clock, become } = open();
    const tokens = { limit: 10, remaining: 2 };
    become({
      limits: { requests: { limit: 10, remaining: 0, resetAt: 4000 }, tokens },
      breaker: { state: 'open', retryAt: 6000 },
    });
    const stop = new AbortController();
    const seen: unknown[] = [];
    const watching = (async () => {
      for await (const event of status.watch(stop.signal)) {
        if (event.type !== 'status') continue;
        for (const { state, limits, breaker } of event.providers)
          seen.push([clock.now(), state, limits?.requests, limits?.tokens, breaker]);
      }
    })();
    for (let step = 0; step < 8; step++) {
      await settle();
      clock.advance(1000);
    }
    await settle();
    const full = { limit: 10, remaining: 10 };
    const open6 = { state: 'open', retryAt: 6000 };
    expect(seen).toEqual([
      [1000, 'unavailable', { limit: 10, remaining: 0, resetAt: 4000 }, tokens, open6],
      [4000, 'unavailable', full, tokens, open6],
      [6000, 'ready', full, tokens, { state: 'open', retryAt: null }],
    ]);
    stop.abort();
    await watching;
  });
});

const now = 100_000;
type Facts = Parameters<typeof stateOf>[1];
const facts: Facts = {
  breaker: { state: 'closed', retryAt: null },
  keys: [],
  lastError: null,
  lastSuccessAt: null,
  limits: null,
};
const key = (asideUntil: number | null) => ({ last4: 'abcd', asideUntil });
const failed = { lastError: { code: 'provider-failed', at: 10 } } as const;
const limited = { lastError: { code: 'rate-limited', at: 10 } } as const;
const used = (resetAt?: number) => ({
  limits: { tokens: { limit: 1, remaining: 0, ...(resetAt === undefined ? {} : { resetAt }) } },
});

describe('the state of a provider', () => {
  it.each<[ProviderStatus['state'], string, Partial<Facts>]>([
    ['ready', 'it was never asked', {}],
    ['ready', 'it answered after it failed', { ...failed, lastSuccessAt: 11 }],
    ['failing', 'it failed after it answered', { ...failed, lastSuccessAt: 9 }],
    ['failing', 'it never answered', failed],
    ['ready', 'it was at its limit, and is no more', limited],
    [
      'limited',
      'it was at its limit a moment ago',
      { lastError: { ...limited.lastError, at: now - 9 } },
    ],
    ['limited', 'its credit is used up', { lastError: { code: 'quota-exceeded', at: 10 } }],
    [
      'ready',
      'it answered after its credit was used up',
      { lastError: { code: 'quota-exceeded', at: 10 }, lastSuccessAt: 11 },
    ],
    ['unavailable', 'it is left alone', { breaker: { state: 'open', retryAt: now + 1 } }],
    ['ready', 'it was left alone until now', { breaker: { state: 'open', retryAt: now } }],
    [
      'failing',
      'it was left alone after it failed, until now',
      { ...failed, breaker: { state: 'open', retryAt: now } },
    ],
    ['unavailable', 'it is tried again', { breaker: { state: 'half-open', retryAt: null } }],
    ['limited', 'all its keys are at their limit', { ...limited, keys: [key(now + 1)] }],
    ['failing', 'all its keys were refused', { ...failed, keys: [key(now + 1), key(now + 2)] }],
    [
      'failing',
      'all but one for another address were refused',
      { ...failed, keys: [key(now + 1), { ...key(null), forOrigin: 'http://a' }] },
    ],
    ['ready', 'one of its keys is in use', { keys: [key(now + 1), key(null)] }],
    ['ready', 'its key was put aside until now', { keys: [key(now)] }],
    ['limited', 'it takes no more for now', used(now + 1)],
    ['ready', 'it takes more again', used(now)],
    ['ready', 'nobody says until when it takes no more', used()],
  ])('is %s when %s', (state, _, more) => {
    expect(stateOf({ ready: true, kind: 'vendor' }, { ...facts, ...more }, now)).toBe(state);
  });

  it.each([
    ['vendor', 'no-key'],
    ['custom', 'no-key'],
    ['local', 'not-found'],
  ] as const)('of a %s that is not ready is %s', (kind, state) => {
    expect(stateOf({ ready: false, kind }, { ...facts, ...failed }, now)).toBe(state);
  });
});
