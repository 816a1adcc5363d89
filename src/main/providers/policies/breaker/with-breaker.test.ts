import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import {
  answer,
  createPlannedProvider,
  error,
  failure,
  said,
} from '../../__fixtures__/planned-provider.ts';
import type { PlannedAnswer } from '../../__fixtures__/planned-provider.ts';
import { collect, request } from '../../__fixtures__/scripted-provider.ts';
import { retriesExhausted } from '../retry/retry-rules.ts';
import { createBreaker } from './breaker.ts';
import { withBreaker } from './with-breaker.ts';

const { signal } = new AbortController();

function setUp() {
  const clock = createFakeClock(0);
  const changes: string[] = [];
  const breaker = createBreaker(clock, () => changes.push(breaker.state.state));
  let plan: PlannedAnswer = failure('provider-failed');
  const planned = createPlannedProvider(() => plan);
  const provider = withBreaker(planned, breaker, clock);
  async function ask(next: PlannedAnswer = plan): Promise<string> {
    plan = next;
    const parts = await collect(provider.stream(request, { signal }));
    const last = parts.at(-1);
    return last?.type === 'error' ? last.error.code : (last?.type ?? 'nothing');
  }
  return {
    clock,
    changes,
    breaker,
    planned,
    provider,
    ask,
    answersWith: (next: PlannedAnswer) => void (plan = next),
    async open() {
      for (let turn = 0; turn < 5; turn++) await ask(failure('provider-failed'));
    },
  };
}

describe('withBreaker', () => {
  it('leaves a provider alone after five failures in a row, and says until when', async () => {
    const { open, provider, planned, breaker, clock } = setUp();
    await open();
    expect(breaker.state).toEqual({ state: 'open', retryAt: 30_000 });
    clock.advance(10_000);
    expect(await collect(provider.stream(request, { signal }))).toEqual([
      {
        type: 'error',
        error: {
          code: 'provider-unavailable',
          message:
            'PLANNED failed so often that Tina asks it again only from 1970-01-01 00:00:30 UTC.',
          retryable: true,
          details: {
            situation: 'left-alone-until',
            provider: 'planned',
            providerName: 'PLANNED',
            retryAt: 30_000,
          },
        },
      },
    ]);
    await expect(provider.complete(request, { signal })).rejects.toMatchObject({
      code: 'provider-unavailable',
    });
    expect(planned.calls).toHaveLength(5);
  });

  it('starts counting anew with every answer', async () => {
    const { ask, breaker } = setUp();
    for (let turn = 0; turn < 4; turn++) await ask(failure('timed-out'));
    await ask(answer('a'));
    for (let turn = 0; turn < 4; turn++) await ask(failure('network-failed'));
    expect(breaker.state).toEqual({ state: 'closed', retryAt: null });
    await ask(failure('stream-stalled'));
    expect(breaker.state.state).toBe('open');
  });

  it.each<ErrorCode>([
    'rate-limited',
    'authentication-failed',
    'invalid-input',
    'context-overflow',
  ])('%s is not its fault', async (code) => {
    const { ask, breaker } = setUp();
    for (let turn = 0; turn < 9; turn++) await ask(failure(code));
    expect(breaker.state.state).toBe('closed');
  });

  it('counts what was tried several times once, by what failed', async () => {
    const { ask, breaker } = setUp();
    const provider = { id: 'planned', name: 'PLANNED' };
    const exhausted = (code: ErrorCode): PlannedAnswer => [
      [{ type: 'error', error: retriesExhausted(error(code).error, 3, provider) }],
    ];
    for (let turn = 0; turn < 9; turn++) await ask(exhausted('rate-limited'));
    for (let turn = 0; turn < 4; turn++) await ask(exhausted('timed-out'));
    expect(breaker.state.state).toBe('closed');
    await ask(exhausted('timed-out'));
    expect(breaker.state.state).toBe('open');
  });

  it('lets the others ask as soon as the one that tries gets an answer, however long that is', async () => {
    const { open, ask, answersWith, provider, breaker, clock } = setUp();
    await open();
    clock.advance(30_000);
    answersWith([[said('a')], 'hang']);
    const stop = new AbortController();
    const long = provider.stream(request, stop)[Symbol.asyncIterator]();
    await long.next();
    expect(breaker.state.state).toBe('closed');
    expect(await ask(answer('b'))).toBe('finish');
    stop.abort();
    expect((await long.next()).done).toBe(true);
    expect(breaker.state.state).toBe('closed');
  });

  it('counts an answer that broke off after it was let through to try', async () => {
    const { open, ask, breaker, clock } = setUp();
    await open();
    clock.advance(30_000);
    const broken: PlannedAnswer = [[said('a')], [error('stream-truncated')]];
    for (let turn = 0; turn < 4; turn++) await ask(broken);
    expect(breaker.state.state).toBe('closed');
    await ask(broken);
    expect(breaker.state.state).toBe('open');
  });

  it('leaves it alone no longer because the computer’s clock was put back', async () => {
    const { open, ask, breaker, clock } = setUp();
    await open();
    clock.advance(-86_400_000);
    expect(await ask(answer('a'))).toBe('finish');
    expect(breaker.state.state).toBe('closed');
  });

  it('lets exactly one try, and closes when that is answered', async () => {
    const { open, ask, answersWith, provider, planned, breaker, clock, changes } = setUp();
    await open();
    clock.advance(30_000);
    answersWith(answer('a'));
    const [first, second] = await Promise.all([
      collect(provider.stream(request, { signal })),
      ask(),
    ]);
    expect(first.at(-1)?.type).toBe('finish');
    expect(second).toBe('provider-unavailable');
    expect(planned.calls).toHaveLength(6);
    expect(breaker.state).toEqual({ state: 'closed', retryAt: null });
    expect(await ask(answer('a'))).toBe('finish');
    expect(changes).toEqual(['open', 'half-open', 'closed']);
  });

  it('doubles the pause with each try that fails, up to five minutes, and begins anew later', async () => {
    const { open, ask, breaker, clock } = setUp();
    await open();
    const pauses: number[] = [];
    for (let turn = 0; turn < 6; turn++) {
      const { retryAt } = breaker.state;
      const pause = (retryAt ?? 0) - clock.now();
      pauses.push(pause / 1000);
      clock.advance(pause);
      await ask(failure('network-failed'));
    }
    expect(pauses).toEqual([30, 60, 120, 240, 300, 300]);
    clock.advance(300_000);
    await ask(answer('a'));
    await open();
    expect((breaker.state.retryAt ?? 0) - clock.now()).toBe(30_000);
  });

  it('lets the next one try when the first was stopped, or told nothing', async () => {
    const { open, ask, answersWith, provider, breaker, clock } = setUp();
    await open();
    clock.advance(30_000);
    answersWith(['hang']);
    const stop = new AbortController();
    const stopped = collect(provider.stream(request, stop));
    const told = ask();
    setImmediate(() => stop.abort());
    expect(await told).toBe('provider-unavailable');
    await stopped;
    expect(breaker.state.state).toBe('open');
    expect(await ask(failure('invalid-input'))).toBe('invalid-input');
    expect(await ask(answer('a'))).toBe('finish');
    expect(breaker.state.state).toBe('closed');
  });

  it('does not take late failures of calls that began before for new ones', async () => {
    const { breaker, clock } = setUp();
    const calls = Array.from({ length: 20 }, () => breaker.admit());
    for (const call of calls) {
      call?.failed();
      call?.failed();
    }
    expect(breaker.state).toEqual({ state: 'open', retryAt: clock.now() + 30_000 });
    expect(breaker.admit()).toBeNull();
  });

  it('asks nobody when it was stopped before it began', async () => {
    const { provider, planned } = setUp();
    expect(await collect(provider.stream(request, { signal: AbortSignal.abort() }))).toEqual([]);
    expect(planned.calls).toEqual([]);
  });
});
