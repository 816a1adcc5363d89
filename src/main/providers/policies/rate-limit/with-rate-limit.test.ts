import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import type { FakeClock } from '../../../../shared/clock.ts';
import {
  answer,
  createPlannedProvider,
  error,
  failure,
} from '../../__fixtures__/planned-provider.ts';
import { collect, request } from '../../__fixtures__/scripted-provider.ts';
import type { ModelRequest, Provider } from '../../provider.ts';
import type { RateLimits } from '../../rate-limits.ts';
import type { StreamBatch, StreamPart } from '../../stream-part.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { withRateLimit } from './with-rate-limit.ts';

const minute = 60_000;
/** Lets everything happen that needs no time. */
const settle = async () => {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
};

function setUp(provider: Provider, clock: FakeClock) {
  const news: unknown[] = [];
  const limiter = createRateLimiter(clock, (...said) => news.push(said));
  const as = (lane: string) =>
    withRateLimit(provider, {
      limiterFor: () => limiter,
      lane,
      tokensOf: ({ systemPrompt }) => systemPrompt.length,
      clock,
    });
  return { limiter, as, news };
}

const { signal } = new AbortController();
const said = (limits: RateLimits): StreamBatch => [
  { type: 'limits', limits },
  { type: 'connected' },
];
const finish: StreamBatch = [{ type: 'finish', reason: 'stop', usage: {} }];

/** Answers with what is left of `limit` a minute, and refuses beyond. Three ways to count, as vendors have. */
function createServer(
  clock: FakeClock,
  count: 'by the minute' | 'the last minute' | 'by drops',
  limit = 10,
) {
  const order: string[] = [];
  let refusals = 0;
  let taken: number[] = [];
  let full = limit;
  let filledAt = clock.now();

  function take(): { accepted: boolean; remaining: number; resetAt: number } {
    const now = clock.now();
    if (count === 'by drops') {
      full = Math.min(limit, full + ((now - filledAt) / minute) * limit);
      filledAt = now;
      const accepted = full >= 1;
      if (accepted) full--;
      return {
        accepted,
        remaining: Math.floor(full),
        resetAt: now + ((limit - full) / limit) * minute,
      };
    }
    const window = Math.floor(now / minute) * minute;
    taken = taken.filter((at) => (count === 'by the minute' ? at >= window : at > now - minute));
    const accepted = taken.length < limit;
    if (accepted) taken.push(now);
    const resetAt = count === 'by the minute' ? window + minute : (taken.at(-1) ?? now) + minute;
    return { accepted, remaining: limit - taken.length, resetAt };
  }

  const provider = {
    ...createPlannedProvider([]),
    async *stream({ systemPrompt }: ModelRequest): AsyncGenerator<StreamBatch> {
      const { accepted, remaining, resetAt } = take();
      order.push(systemPrompt);
      // Answers overtake each other on their way.
      for (let turn = 0; turn < order.length % 3; turn++)
        await new Promise((resolve) => setImmediate(resolve));
      const limits: StreamPart = {
        type: 'limits',
        limits: { requests: { limit, remaining, resetAt } },
      };
      if (!accepted) {
        refusals++;
        yield [limits, error('rate-limited', { retryAt: resetAt })];
        return;
      }
      yield [limits, { type: 'connected' }];
      yield finish;
    },
  };
  return {
    provider,
    order,
    get refusals() {
      return refusals;
    },
  };
}

/** Turns the clock until all are answered; returns how many minutes that took. */
async function finishAll(answers: Promise<unknown>, clock: FakeClock): Promise<number> {
  const from = clock.now();
  let done = false;
  void answers.then(() => (done = true));
  for (let seconds = 0; seconds < 3600 && !done; seconds++) {
    await settle();
    if (!done) clock.advance(1000);
  }
  await answers;
  return (clock.now() - from) / minute;
}

describe('withRateLimit', () => {
  it.each(['by the minute', 'the last minute', 'by drops'] as const)(
    'lets 100 turns go at 10 a minute, counted %s, without one refusal and in order',
    async (count) => {
      const clock = createFakeClock(minute * 1000);
      const server = createServer(clock, count);
      const { as, limiter } = setUp(server.provider, clock);
      const names = Array.from({ length: 100 }, (_, index) => `turn ${index}`);
      const answers = names.map((systemPrompt) =>
        collect(as(systemPrompt).stream({ ...request, systemPrompt }, { signal })),
      );
      const minutes = await finishAll(Promise.all(answers), clock);
      expect(server.refusals).toBe(0);
      expect(server.order).toEqual(names);
      expect(minutes).toBeLessThan(11);
      expect(limiter.queued).toBe(0);
    },
  );

  it('lets conversations take turns, however many one of them asks', async () => {
    const clock = createFakeClock(minute * 1000);
    const server = createServer(clock, 'by the minute');
    const { as } = setUp(server.provider, clock);
    const ask = (lane: string, name: string) =>
      collect(as(lane).stream({ ...request, systemPrompt: name }, { signal }));
    const many = Array.from({ length: 40 }, (_, index) => ask('greedy', `greedy ${index}`));
    await settle();
    const few = [ask('modest', 'modest 0'), ask('modest', 'modest 1')];
    await finishAll(Promise.all([...many, ...few]), clock);
    // Ten went at once; from then on they alternate.
    expect(server.order.slice(10, 15)).toEqual([
      'greedy 10',
      'modest 0',
      'greedy 11',
      'modest 1',
      'greedy 12',
    ]);
    expect(server.refusals).toBe(0);
  });

  it('sends a few and no more until the first answer tells of limits', async () => {
    const clock = createFakeClock();
    const planned = createPlannedProvider([['hang']]);
    const { as, limiter } = setUp(planned, clock);
    const stop = new AbortController();
    const all = Array.from({ length: 10 }, () => collect(as('a').stream(request, stop)));
    await settle();
    expect(planned.calls).toHaveLength(3);
    expect(limiter.queued).toBe(7);
    stop.abort();
    await Promise.all(all);
    expect(limiter.queued).toBe(0);
    expect(planned.calls).toHaveLength(3);
  });

  it('queues nobody where a vendor says nothing of limits', async () => {
    const clock = createFakeClock();
    const planned = createPlannedProvider([[[{ type: 'connected' }], 'hang']]);
    const { as, limiter } = setUp(planned, clock);
    const stop = new AbortController();
    const all = Array.from({ length: 50 }, () => collect(as('a').stream(request, stop)));
    await settle();
    expect(planned.calls).toHaveLength(50);
    expect(limiter.limits).toBeUndefined();
    stop.abort();
    await Promise.all(all);
  });

  it('goes on a few at a time while requests fail without an answer', async () => {
    const clock = createFakeClock();
    const planned = createPlannedProvider([failure('network-failed')]);
    const { as } = setUp(planned, clock);
    const ends = await Promise.all(
      Array.from({ length: 10 }, () => collect(as('a').stream(request, { signal }))),
    );
    expect(ends.flat()).toHaveLength(
      10 + ends.flat().filter(({ type }) => type === 'queued').length,
    );
    expect(planned.calls).toHaveLength(10);
  });

  it('says how many go first and when there is room, at most once a second', async () => {
    const clock = createFakeClock();
    const planned = createPlannedProvider((_, number) =>
      number === 0
        ? [said({ requests: { limit: 1, remaining: 0, resetAt: 5_000 } }), finish]
        : [said({ requests: { limit: 1, remaining: 0, resetAt: 10_000 } }), finish],
    );
    const { as } = setUp(planned, clock);
    await collect(as('a').stream(request, { signal }));
    const first = collect(as('a').stream(request, { signal }));
    const leaves = new AbortController();
    const between = collect(as('b').stream(request, leaves));
    await settle();
    const last = as('c').stream(request, { signal })[Symbol.asyncIterator]();
    expect((await last.next()).value).toEqual([{ type: 'queued', ahead: 2, until: 5_000 }]);
    const next = last.next();
    leaves.abort();
    await settle();
    clock.advance(999);
    await settle();
    clock.advance(1);
    expect((await next).value).toEqual([{ type: 'queued', ahead: 1, until: 5_000 }]);
    const afterReset = last.next();
    clock.advance(4_000);
    await first;
    expect((await afterReset).value).toMatchObject([{ type: 'queued', ahead: 0 }]);
    const admitted = last.next();
    clock.advance(5_000);
    expect((await admitted).value?.[0]).toMatchObject({ type: 'limits' });
    await last.return?.();
    expect(await between).toEqual([{ type: 'queued', ahead: 1, until: 5_000 }]);
    expect(planned.calls).toHaveLength(3);
  });

  it('is admitted at once though that happened while it said that it waits', async () => {
    const clock = createFakeClock();
    const limits = { requests: { limit: 1, remaining: 0, resetAt: 5_000 } };
    const { as } = setUp(createPlannedProvider([[said(limits), finish]]), clock);
    await collect(as('a').stream(request, { signal }));
    const waits = as('b').stream(request, { signal })[Symbol.asyncIterator]();
    expect((await waits.next()).value).toEqual([{ type: 'queued', ahead: 0, until: 5_000 }]);
    clock.advance(5_000);
    expect((await waits.next()).value?.[0]).toMatchObject({ type: 'limits' });
    await waits.return?.();
  });

  it('leaves the queue at once when stopped', async () => {
    const clock = createFakeClock();
    const limits = { requests: { limit: 1, remaining: 0, resetAt: 5_000 } };
    const { as, limiter } = setUp(createPlannedProvider([[said(limits), finish]]), clock);
    await collect(as('a').stream(request, { signal }));
    const stop = new AbortController();
    const waits = as('b').stream(request, stop)[Symbol.asyncIterator]();
    await waits.next();
    const next = waits.next();
    stop.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(limiter.queued).toBe(0);
    expect(await collect(as('b').stream(request, { signal: AbortSignal.abort() }))).toEqual([]);
  });

  it('waits after a refusal as long as it says', async () => {
    const clock = createFakeClock();
    const planned = createPlannedProvider([
      failure('rate-limited', { retryAt: 20_000 }),
      answer('a'),
    ]);
    const { as, limiter, news } = setUp(planned, clock);
    await collect(as('a').stream(request, { signal }));
    expect(limiter.blockedUntil).toBe(20_000);
    expect(news).toEqual([[undefined, 20_000]]);
    const next = collect(as('a').stream(request, { signal }));
    await settle();
    expect(planned.calls).toHaveLength(1);
    clock.advance(20_000);
    expect((await next)[0]).toEqual({ type: 'queued', ahead: 0, until: 20_000 });
    expect(planned.calls).toHaveLength(2);
    expect(limiter.blockedUntil).toBeUndefined();
  });

  it('does not wait if that is longer than a minute: one asks again, the others are told when', async () => {
    const clock = createFakeClock();
    const retryAt = 40 * 24 * 60 * minute;
    const refusal = failure('rate-limited', { retryAt });
    const planned = createPlannedProvider([refusal, ['hang'], refusal, answer('a')]);
    const { as, limiter } = setUp(planned, clock);
    const ask = (stop = signal) => collect(as('a').stream(request, { signal: stop }));
    await ask();
    const stop = new AbortController();
    const again = ask(stop.signal);
    expect(await ask()).toMatchObject([
      {
        type: 'error',
        error: {
          code: 'rate-limited',
          message: expect.stringContaining('again from 1970-02-10 00:00:00 UTC'),
          details: { situation: 'no-room-until', providerName: 'PLANNED', retryAt },
        },
      },
    ]);
    expect(planned.calls).toHaveLength(2);
    stop.abort();
    await again;
    expect(await ask()).toEqual(refusal.flat());
    expect(limiter.blockedUntil).toBe(retryAt);
    expect((await ask()).at(-1)).toMatchObject({ type: 'finish' });
    expect(limiter.blockedUntil).toBeUndefined();
  });

  it('holds back a request for which there are too few tokens left', async () => {
    const clock = createFakeClock();
    const tokens = { limit: 1000, remaining: 50, resetAt: 30_000 };
    const planned = createPlannedProvider([[said({ tokens }), finish]]);
    const { as } = setUp(planned, clock);
    await collect(as('a').stream(request, { signal }));
    await collect(as('a').stream({ ...request, systemPrompt: 'x'.repeat(50) }, { signal }));
    const large = collect(as('a').stream({ ...request, systemPrompt: 'x'.repeat(51) }, { signal }));
    await settle();
    expect(planned.calls).toHaveLength(2);
    clock.advance(30_000);
    await large;
    expect(planned.calls).toHaveLength(3);
  });

  it('gives the whole answer in one piece', async () => {
    const { as } = setUp(createPlannedProvider([answer('a')]), createFakeClock());
    expect(await as('a').complete(request, { signal })).toMatchObject({ finishReason: 'stop' });
  });
});
