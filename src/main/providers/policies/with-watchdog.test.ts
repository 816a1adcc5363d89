import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import { collect, createScriptedProvider, request } from '../__fixtures__/scripted-provider.ts';
import type { StreamBatch } from '../stream-part.ts';
import { withWatchdog } from './with-watchdog.ts';

const timeouts = { connectSeconds: 30, stalledAfterSeconds: 10, idleSeconds: 60 };
const connected: StreamBatch = [{ type: 'connected' }];
const word: StreamBatch = [{ type: 'text-delta', id: '0', delta: 'a' }];
const finish: StreamBatch = [{ type: 'finish', reason: 'stop', usage: {} }];

function setUp(seconds: Partial<typeof timeouts> = {}) {
  const clock = createFakeClock(1_000);
  const scripted = createScriptedProvider();
  const asked: string[] = [];
  const provider = withWatchdog(
    scripted.provider,
    (model) => {
      asked.push(model);
      return { ...timeouts, ...seconds };
    },
    clock,
    () => 'bug',
  );
  const stop = new AbortController();
  const batches = provider.stream(request, { signal: stop.signal })[Symbol.asyncIterator]();
  /** Lets what was said arrive before the clock is turned. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { clock, scripted, provider, asked, stop, batches, settle };
}

describe('withWatchdog', () => {
  it('hands on what comes in time, and ends with it', async () => {
    const { scripted, batches, asked } = setUp();
    scripted.say(connected, [], word, finish);
    const seen: unknown[] = [];
    for (let next = await batches.next(); next.done !== true; next = await batches.next())
      seen.push(next.value);
    expect(seen).toStrictEqual([connected, [], word, finish]);
    expect(asked).toStrictEqual([request.model]);
  });

  it('gives up when nobody answers', async () => {
    const { clock, scripted, batches } = setUp();
    const silent = batches.next();
    clock.advance(10_000);
    await silent;
    const next = batches.next();
    clock.advance(19_999);
    expect(scripted.signal?.aborted).toBe(false);
    clock.advance(1);
    expect((await next).value).toStrictEqual([
      {
        type: 'error',
        error: {
          code: 'timed-out',
          message: 'Scripted did not answer within 30 seconds.',
          retryable: true,
          details: {
            situation: 'slow',
            provider: 'scripted',
            providerName: 'Scripted',
            seconds: 30,
          },
        },
      },
    ]);
    expect(scripted.signal?.reason).toBeInstanceOf(AppError);
    expect(await batches.next()).toStrictEqual({ done: true, value: undefined });
  });

  it('says that it is silent before anything came at all, since it was asked', async () => {
    const { clock, scripted, batches } = setUp();
    const silent = batches.next();
    clock.advance(9_999);
    clock.advance(1);
    expect((await silent).value).toStrictEqual([{ type: 'stalled', since: 1_000 }]);
    const next = batches.next();
    scripted.say(connected);
    expect((await next).value).toStrictEqual(connected);
    const again = batches.next();
    clock.advance(10_000);
    expect((await again).value).toStrictEqual([{ type: 'stalled', since: 11_000 }]);
  });

  it('gives up without speaking of silence where it gives up sooner', async () => {
    const { clock, batches } = setUp({ connectSeconds: 10 });
    const end = batches.next();
    clock.advance(10_000);
    expect((await end).value).toMatchObject([{ type: 'error', error: { code: 'timed-out' } }]);
  });

  it('says that it is silent, once, and that since the last byte', async () => {
    const { clock, scripted, batches, settle } = setUp();
    scripted.say(connected);
    await batches.next();
    const silent = batches.next();
    clock.advance(10_000);
    expect((await silent).value).toStrictEqual([{ type: 'stalled', since: 1_000 }]);
    const more = batches.next();
    clock.advance(20_000);
    scripted.say(word);
    await settle();
    expect((await more).value).toStrictEqual(word);
    const again = batches.next();
    clock.advance(10_000);
    expect((await again).value).toStrictEqual([{ type: 'stalled', since: 31_000 }]);
  });

  it('ends a stream that stays silent and aborts its request', async () => {
    const { clock, scripted, batches } = setUp();
    scripted.say(connected);
    await batches.next();
    const silent = batches.next();
    clock.advance(10_000);
    await silent;
    const end = batches.next();
    clock.advance(49_999);
    expect(scripted.signal?.aborted).toBe(false);
    clock.advance(1);
    expect((await end).value).toMatchObject([
      { type: 'error', error: { code: 'stream-stalled', details: { seconds: 60 } } },
    ]);
    expect(scripted.signal?.reason).toMatchObject({ code: 'stream-stalled' });
    expect((await batches.next()).done).toBe(true);
  });

  it('does not count the time that the reader takes', async () => {
    const { clock, scripted, batches, settle } = setUp();
    scripted.say(connected, word);
    await batches.next();
    clock.advance(100_000);
    expect((await batches.next()).value).toStrictEqual(word);
    const next = batches.next();
    await settle();
    scripted.say(finish);
    expect((await next).value).toStrictEqual(finish);
  });

  it('takes an empty batch for a sign of life', async () => {
    const { clock, scripted, batches } = setUp();
    scripted.say(connected);
    await batches.next();
    for (let turn = 0; turn < 20; turn++) {
      const next = batches.next();
      clock.advance(9_000);
      scripted.say([]);
      expect((await next).value).toStrictEqual([]);
    }
  });

  it('keeps what comes while it says that it is silent', async () => {
    const { clock, scripted, batches, settle } = setUp();
    scripted.say(connected);
    await batches.next();
    const silent = batches.next();
    clock.advance(10_000);
    scripted.say(word);
    await settle();
    expect((await silent).value).toMatchObject([{ type: 'stalled' }]);
    expect((await batches.next()).value).toStrictEqual(word);
  });

  it('does not speak of silence when it would give up before', async () => {
    const { clock, scripted, batches } = setUp({ stalledAfterSeconds: 60, idleSeconds: 20 });
    scripted.say(connected);
    await batches.next();
    const end = batches.next();
    clock.advance(20_000);
    expect((await end).value).toMatchObject([{ type: 'error', error: { code: 'stream-stalled' } }]);
  });

  it('leaves at once when stopped, though the adapter never notices', async () => {
    const { scripted, batches, stop } = setUp();
    scripted.say(connected);
    await batches.next();
    const next = batches.next();
    const why = new Error('The person stopped it.');
    stop.abort(why);
    expect(scripted.signal?.reason).toBe(why);
    expect(await next).toStrictEqual({ done: true, value: undefined });
  });

  it('leaves at once when the reader leaves, though the adapter hangs', async () => {
    const { scripted, batches } = setUp();
    scripted.say(connected);
    await batches.next();
    await batches.return?.();
    expect(scripted.signal?.aborted).toBe(true);
  });

  it('asks nobody when it was stopped before it began', async () => {
    const { scripted, provider } = setUp();
    expect(await collect(provider.stream(request, { signal: AbortSignal.abort() }))).toStrictEqual(
      [],
    );
    expect(scripted.signal).toBeUndefined();
  });

  it('turns a bug into an end without its text', async () => {
    const { scripted, provider } = setUp();
    scripted.say(connected, new Error('secret'));
    const parts = await collect(provider.stream(request, { signal: new AbortController().signal }));
    expect(parts).toMatchObject([
      { type: 'connected' },
      { type: 'error', error: { code: 'internal' } },
    ]);
    expect(JSON.stringify(parts)).not.toContain('secret');
  });

  it('gives the whole answer in one piece', async () => {
    const { scripted, provider } = setUp();
    scripted.say(connected, [{ type: 'text-start', id: '0' }], word, finish);
    const completion = await provider.complete(request, { signal: new AbortController().signal });
    expect(completion).toMatchObject({
      parts: [{ type: 'text', text: 'a' }],
      finishReason: 'stop',
    });
  });

  it('does not wait for ever for a count of tokens', async () => {
    const { clock, provider } = setUp();
    const count = provider.countTokens(request, { signal: new AbortController().signal });
    clock.advance(30_000);
    await expect(count).rejects.toMatchObject({ code: 'timed-out' });
  });

  it('ends a count of tokens when stopped', async () => {
    const { provider, stop } = setUp();
    const count = provider.countTokens(request, { signal: stop.signal });
    stop.abort(new Error('stopped'));
    await expect(count).rejects.toThrow('stopped');
  });

  it('leaves no timer behind', async () => {
    const timers = new Set<number>();
    let made = 0;
    const clock = {
      now: () => 0,
      after() {
        const timer = made++;
        timers.add(timer);
        return () => timers.delete(timer);
      },
    };
    const scripted = createScriptedProvider();
    scripted.say(connected, word, finish);
    await collect(
      withWatchdog(
        scripted.provider,
        () => timeouts,
        clock,
        () => 'bug',
      ).stream(request, {
        signal: new AbortController().signal,
      }),
    );
    expect(made).toBeGreaterThan(0);
    expect(timers.size).toBe(0);
  });
});
