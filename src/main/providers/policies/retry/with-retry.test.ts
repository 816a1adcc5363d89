import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { settingsSchema } from '../../../../shared/contract/settings.ts';
import {
  answer,
  begun,
  createPlannedProvider,
  error,
  failure,
  finished,
  said,
} from '../../__fixtures__/planned-provider.ts';
import type { PlannedAnswer } from '../../__fixtures__/planned-provider.ts';
import { request } from '../../__fixtures__/scripted-provider.ts';
import type { StreamPart } from '../../stream-part.ts';
import { withRetry } from './with-retry.ts';

const { retry } = settingsSchema.parse({});

function setUp(answers: readonly PlannedAnswer[], options: Partial<typeof retry> = {}) {
  const clock = createFakeClock(1_000);
  const planned = createPlannedProvider(answers);
  const provider = withRetry(planned, {
    options: () => ({ ...retry, ...options }),
    clock,
    random: () => 0.25,
  });
  const stop = new AbortController();
  const { signal } = stop;
  /** Lets time pass over every wait there is. */
  async function ask(onPart?: (part: StreamPart) => void): Promise<StreamPart[]> {
    const parts: StreamPart[] = [];
    for await (const batch of provider.stream(request, { signal })) {
      for (const part of batch) {
        parts.push(part);
        onPart?.(part);
        if (part.type === 'retrying') setImmediate(() => clock.advance(part.at - clock.now()));
      }
    }
    return parts;
  }
  return { clock, planned, provider, stop, signal, ask };
}

const wholeAnswer = [{ type: 'connected' }, ...begun, said('a'), finished];

describe('withRetry', () => {
  it('hands on an answer as it comes', async () => {
    const { ask, planned } = setUp([answer('a')]);
    expect(await ask()).toStrictEqual(wholeAnswer);
    expect(planned.calls.map(({ call }) => call.attempt)).toEqual([1]);
  });

  it('says each time that it tries again, and when', async () => {
    const overloaded = error('provider-failed', { httpStatus: 529 });
    const { ask, planned } = setUp([[[overloaded]], [[overloaded]], answer('a')]);
    expect(await ask()).toStrictEqual([
      { type: 'retrying', attempt: 1, of: 3, at: 2_250, error: overloaded.error },
      { type: 'retrying', attempt: 2, of: 3, at: 4_500, error: overloaded.error },
      ...wholeAnswer,
    ]);
    expect(planned.calls.map(({ call }) => call.attempt)).toEqual([1, 2, 3]);
  });

  it('shows nothing of an answer that failed before its first word', async () => {
    const { ask } = setUp([
      [[{ type: 'connected' }, ...begun], [error('stream-truncated')]],
      answer('a'),
    ]);
    expect((await ask()).map(({ type }) => type)).toStrictEqual([
      'connected',
      'retrying',
      ...wholeAnswer.map(({ type }) => type),
    ]);
  });

  it.each<[string, StreamPart]>([
    ['text', said('a')],
    ['reasoning', { type: 'reasoning-start', id: '0' }],
    ['a tool call', { type: 'tool-input-start', id: '0', name: 'x', runner: 'tina' }],
    ['a file', { type: 'file', file: { type: 'file', mediaType: 'image/png', data: '' } }],
  ])('never asks again once there was %s', async (_, part) => {
    const broke = error('network-failed');
    const { ask, planned } = setUp([[[...begun, part], [broke]]]);
    expect(await ask()).toStrictEqual([...begun, part, broke]);
    expect(planned.calls).toHaveLength(1);
  });

  it('says at the end how often it was tried, and keeps what the last attempt cost', async () => {
    const last = error('provider-failed', { httpStatus: 500 });
    const { ask, planned } = setUp([
      failure('network-failed'),
      failure('timed-out'),
      [[...begun, last]],
    ]);
    expect((await ask()).slice(2)).toStrictEqual([
      ...begun,
      {
        type: 'error',
        error: {
          code: 'retries-exhausted',
          message:
            'PLANNED was asked 3 times without an answer. The last time: It was provider-failed.',
          retryable: true,
          details: {
            situation: 'tried-in-vain',
            httpStatus: 500,
            provider: 'planned',
            providerName: 'PLANNED',
            attempts: 3,
            lastError: last.error,
          },
        },
      },
    ]);
    expect(planned.calls).toHaveLength(3);
  });

  it('gives the error itself when it is of no use to ask again', async () => {
    const refused = error('authentication-failed');
    const { ask, planned } = setUp([failure('network-failed'), [[refused]]]);
    expect((await ask()).at(-1)).toStrictEqual(refused);
    expect(planned.calls).toHaveLength(2);
  });

  it('gives the error itself when one attempt is all there may be', async () => {
    const { ask } = setUp([failure('network-failed')], { attempts: 1 });
    expect(await ask()).toStrictEqual([error('network-failed')]);
  });

  it('comes back exactly when the vendor says', async () => {
    const { ask } = setUp([failure('rate-limited', { retryAt: 31_000 }), answer('a')]);
    expect((await ask())[0]).toMatchObject({ type: 'retrying', at: 31_000 });
  });

  it('hands on the error that says when, if that is far away', async () => {
    const { ask, planned } = setUp([failure('rate-limited', { retryAt: 3_600_000 })]);
    expect(await ask()).toStrictEqual([error('rate-limited', { retryAt: 3_600_000 })]);
    expect(planned.calls).toHaveLength(1);
  });

  it('gives that error too when it comes at the very last attempt', async () => {
    const far = failure('rate-limited', { retryAt: 3_600_000 });
    const { ask } = setUp([failure('network-failed'), failure('network-failed'), far]);
    expect((await ask()).at(-1)).toMatchObject({ type: 'error', error: { code: 'rate-limited' } });
  });

  it('is stopped in the middle of a wait, at once', async () => {
    const { provider, signal, stop, clock, planned } = setUp([failure('network-failed')]);
    const batches = provider.stream(request, { signal })[Symbol.asyncIterator]();
    expect((await batches.next()).value).toMatchObject([{ type: 'retrying' }]);
    const next = batches.next();
    stop.abort();
    expect(await next).toStrictEqual({ done: true, value: undefined });
    clock.advance(100_000);
    expect(planned.calls).toHaveLength(1);
  });

  it('ends without an end when it is stopped while it listens', async () => {
    const { ask, stop, planned } = setUp([[[{ type: 'connected' }, ...begun], 'hang']]);
    const parts = ask((part) => part.type === 'connected' && setImmediate(() => stop.abort()));
    expect(await parts).toStrictEqual([{ type: 'connected' }, ...begun]);
    expect(planned.calls).toHaveLength(1);
  });

  it('gives the whole answer in one piece after a failure', async () => {
    const { provider, signal } = setUp([failure('rate-limited', { retryAt: 1_000 }), answer('a')]);
    expect(await provider.complete(request, { signal })).toMatchObject({
      parts: [{ type: 'text', text: 'a' }],
      finishReason: 'stop',
    });
  });

  it('counts tokens again after a failure, and says so when that does not help', async () => {
    const now = failure('rate-limited', { retryAt: 1_000 });
    const lucky = setUp([now, answer('a')]);
    expect(await lucky.provider.countTokens(request, lucky)).toBe(7);
    const unlucky = setUp([now]);
    await expect(unlucky.provider.countTokens(request, unlucky)).rejects.toMatchObject({
      code: 'retries-exhausted',
      details: { attempts: 3 },
    });
    const refused = setUp([failure('invalid-input')]);
    await expect(refused.provider.countTokens(request, refused)).rejects.toMatchObject({
      code: 'invalid-input',
    });
    expect(refused.planned.calls).toHaveLength(1);
  });

  it('stops counting tokens in the middle of a wait', async () => {
    const { provider, signal, stop } = setUp([failure('network-failed')]);
    const count = provider.countTokens(request, { signal });
    setImmediate(() => stop.abort(new Error('stopped')));
    await expect(count).rejects.toThrow('stopped');
  });
});
