import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import {
  answer,
  createPlannedProvider,
  error,
  failure,
  said,
} from '../../__fixtures__/planned-provider.ts';
import type { PlannedAnswer } from '../../__fixtures__/planned-provider.ts';
import { collect, request } from '../../__fixtures__/scripted-provider.ts';
import { createKeyRing } from './key-ring.ts';
import { withKeys } from './with-keys.ts';

const hour = 60 * 60_000;
const { signal } = new AbortController();

function setUp(plans: Readonly<Record<string, readonly PlannedAnswer[]>>) {
  const clock = createFakeClock(1_000);
  const ring = createKeyRing(clock);
  const queued: Record<string, number> = {};
  const keys = Object.entries(plans).map(([value, answers]) => ({
    value,
    provider: createPlannedProvider(answers),
    queued: () => queued[value] ?? 0,
  }));
  const [first, ...others] = keys;
  if (first === undefined) throw new Error('There is no key.');
  const provider = withKeys([first, ...others], ring);
  return {
    clock,
    ring,
    keys,
    queued,
    provider,
    ask: async (model = request.model) => {
      const parts = await collect(provider.stream({ ...request, model }, { signal }));
      return parts.flatMap((part) => {
        if (part.type === 'text-delta') return part.delta;
        return part.type === 'error' ? part.error.code : [];
      });
    },
    calls: () => keys.map((key) => key.provider.calls.length),
  };
}

describe('withKeys', () => {
  it('asks with the first key as long as nobody objects', async () => {
    const { ask, calls } = setUp({ one: [answer('1')], two: [answer('2')] });
    expect([await ask(), await ask()]).toEqual([['1'], ['1']]);
    expect(calls()).toEqual([2, 0]);
  });

  it.each(['authentication-failed', 'permission-denied', 'quota-exceeded'] as const)(
    '%s: the next one at once, and the first again after an hour',
    async (code) => {
      const { ask, calls, clock, ring } = setUp({ one: [failure(code)], two: [answer('2')] });
      expect(await ask()).toEqual(['2']);
      expect(ring.asideUntil({ value: 'one' })).toBe(1_000 + hour);
      await ask();
      expect(calls()).toEqual([1, 2]);
      clock.advance(hour);
      expect(ring.asideUntil({ value: 'one' })).toBeUndefined();
      await ask();
      expect(calls()).toEqual([2, 3]);
    },
  );

  it('leaves a key that is at its limit alone as long as its vendor says, else a minute', async () => {
    const { ask, calls, clock } = setUp({
      one: [failure('rate-limited', { retryAt: 8_000 }), answer('1')],
      two: [answer('2'), failure('rate-limited'), answer('2')],
    });
    expect(await ask()).toEqual(['2']);
    clock.advance(7_000);
    // Of those that may be used, the one that was at its limit longest ago, or never.
    expect(await ask()).toEqual(['1']);
    expect(calls()).toEqual([2, 2]);
    clock.advance(59_999);
    expect(await ask()).toEqual(['1']);
    expect(calls()).toEqual([3, 2]);
  });

  it.each(['rate-limited', 'permission-denied'] as const)(
    '%s of one model says nothing of another',
    async (code) => {
      const { ask, calls } = setUp({
        one: [failure(code), answer('1')],
        two: [failure(code), answer('2')],
      });
      expect(await ask()).toEqual([code]);
      expect(await ask()).toEqual([code]);
      expect(calls()).toEqual([1, 1]);
      expect(await ask('another')).toEqual(['1']);
    },
  );

  it('leaves no key alone for longer because the computer’s clock was put back', async () => {
    const { ask, ring, clock } = setUp({
      one: [failure('authentication-failed'), answer('1')],
      two: [answer('2')],
    });
    await ask();
    clock.advance(-24 * hour);
    expect(ring.asideUntil({ value: 'one' })).toBeUndefined();
    expect(await ask()).toEqual(['1']);
  });

  it('goes on to the next for a key that was removed, and forgets it', async () => {
    const gone = failure('authentication-failed', { situation: 'key-removed' });
    const { ask, calls, ring } = setUp({ one: [gone, answer('1')], two: [answer('2')] });
    expect(await ask()).toEqual(['2']);
    expect(ring.asideUntil({ value: 'one' })).toBeUndefined();
    expect(await ask()).toEqual(['1']);
    expect(calls()).toEqual([2, 1]);
  });

  it('prefers the key for which fewer wait', async () => {
    const { ask, queued } = setUp({ one: [answer('1')], two: [answer('2')] });
    queued['one'] = 2;
    expect(await ask()).toEqual(['2']);
  });

  it('does not go on to another key for an error that is not about the key', async () => {
    const { ask, calls } = setUp({ one: [failure('provider-failed')], two: [answer('2')] });
    expect(await ask()).toEqual(['provider-failed']);
    expect(calls()).toEqual([1, 0]);
  });

  it('does not go on once there was something to see', async () => {
    const { ask, calls } = setUp({
      one: [[[said('half')], [error('rate-limited')]]],
      two: [answer('2')],
    });
    expect(await ask()).toEqual(['half', 'rate-limited']);
    expect(calls()).toEqual([1, 0]);
  });

  it('says what helps most when none is left: what ends by itself, and soonest', async () => {
    const { provider, ask, calls } = setUp({
      one: [failure('authentication-failed')],
      two: [failure('rate-limited', { retryAt: 90_000 })],
      three: [failure('rate-limited', { retryAt: 20_000 })],
    });
    expect(await collect(provider.stream(request, { signal }))).toEqual([
      error('rate-limited', { retryAt: 20_000 }),
    ]);
    expect(await ask()).toEqual(['rate-limited']);
    expect(calls()).toEqual([1, 1, 1]);
  });

  it('says of a limit without an end when the key is tried again', async () => {
    const { provider } = setUp({ one: [failure('rate-limited')], two: [failure('rate-limited')] });
    expect(await collect(provider.stream(request, { signal }))).toEqual([
      error('rate-limited', { retryAt: 61_000 }),
    ]);
  });

  it('uses them all again when told to', async () => {
    const { ask, ring, calls } = setUp({
      one: [failure('authentication-failed')],
      two: [failure('authentication-failed')],
    });
    await ask();
    ring.forget();
    await ask();
    expect(calls()).toEqual([2, 2]);
  });

  it('asks with the only key every time', async () => {
    const { ask, calls, ring } = setUp({ one: [failure('authentication-failed')] });
    await ask();
    await ask();
    expect(calls()).toEqual([2]);
    expect(ring.asideUntil({ value: 'one' })).toBeUndefined();
  });

  it('asks with no other key once it was stopped', async () => {
    const { provider, calls } = setUp({ one: [['hang']], two: [answer('2')] });
    const stop = new AbortController();
    const parts = collect(provider.stream(request, stop));
    setImmediate(() => stop.abort());
    expect(await parts).toEqual([]);
    expect(calls()).toEqual([1, 0]);
  });

  it('lists models with the first key that is not refused', async () => {
    const refuse = () => Promise.reject(new AppError('permission-denied', 'Not with this one.'));
    const one = { ...createPlannedProvider([answer('1')]), models: refuse, check: refuse };
    const ring = createKeyRing(createFakeClock());
    const two = createPlannedProvider([answer('2')]);
    const queued = () => 0;
    const keys = [
      { value: 'one', provider: one, queued },
      { value: 'two', provider: two, queued },
    ] as const;
    const provider = withKeys(keys, ring);
    expect(await provider.models({ signal })).toEqual([]);
    await expect(provider.check({ signal })).resolves.toBeUndefined();
  });

  it('counts tokens and gives whole answers with a key that may be used', async () => {
    const { provider, ring, calls } = setUp({ one: [answer('1')], two: [answer('2')] });
    ring.note({ value: 'one' }, error('authentication-failed').error, request.model);
    expect(await provider.countTokens(request, { signal })).toBe(7);
    expect(await provider.complete(request, { signal })).toMatchObject({ finishReason: 'stop' });
    expect(calls()).toEqual([0, 2]);
  });
});
