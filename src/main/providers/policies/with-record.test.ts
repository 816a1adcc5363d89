import type { AttemptRecord } from '../../../shared/attempt-record.ts';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../shared/clock.ts';
import { AppError, toWire } from '../../../shared/errors.ts';
import { collect, createScriptedProvider, request } from '../__fixtures__/scripted-provider.ts';
import { estimateTokens } from '../tokens/estimate-tokens.ts';
import { requestTokens } from '../tokens/request-tokens.ts';
import { withRecord } from './with-record.ts';

const noBug = () => 'bug';

function setUp() {
  const clock = createFakeClock(5_000);
  const scripted = createScriptedProvider();
  const records: AttemptRecord[] = [];
  const provider = withRecord(scripted.provider, {
    record: (record) => records.push(record),
    keyLast4: 'abcd',
    costOf: (_, __, { inputTokens, outputTokens = 0 }) =>
      inputTokens === undefined ? null : inputTokens * 3 + outputTokens * 5,
    clock,
    onBug: noBug,
  });
  const stop = new AbortController();
  const batches = provider.stream(request, { signal: stop.signal })[Symbol.asyncIterator]();
  return { clock, scripted, records, provider, stop, batches };
}

const nothingKnown = {
  provider: 'scripted',
  model: 'a-model',
  requestId: null,
  responseId: null,
  httpStatus: null,
  startedAt: 5_000,
  firstByteMs: null,
  inputTokens: null,
  outputTokens: null,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
  costNanoUsd: null,
  keyLast4: 'abcd',
  attemptNumber: 1,
};

describe('withRecord', () => {
  it('took no time rather than less than none when the computer’s clock was put back', async () => {
    const { clock, scripted, records, batches } = setUp();
    const first = batches.next();
    clock.advance(-86_400_000);
    scripted.say([{ type: 'connected' }], [{ type: 'finish', reason: 'stop', usage: {} }]);
    await first;
    await batches.next();
    await batches.next();
    expect(records).toMatchObject([{ startedAt: 5_000, firstByteMs: 0, durationMs: 0 }]);
  });

  it('tells what an answer cost, and not a word of it', async () => {
    const { clock, scripted, records, batches } = setUp();
    scripted.say(
      [{ type: 'connected', requestId: 'req_1' }],
      [
        { type: 'response-start', responseId: 'msg_1', model: 'a-model-1' },
        { type: 'usage', usage: { inputTokens: 10, outputTokens: 1, cacheReadTokens: 4 } },
      ],
      [{ type: 'text-delta', id: '0', delta: 'a secret' }],
      [
        {
          type: 'finish',
          reason: 'stop',
          usage: { inputTokens: 10, outputTokens: 7, cacheReadTokens: 4, reasoningTokens: 5 },
        },
      ],
    );
    clock.advance(120);
    await batches.next();
    clock.advance(80);
    while ((await batches.next()).done !== true);
    expect(records).toStrictEqual([
      {
        ...nothingKnown,
        requestId: 'req_1',
        responseId: 'msg_1',
        httpStatus: 200,
        outcome: 'complete',
        firstByteMs: 0,
        startedAt: 5_120,
        durationMs: 80,
        inputTokens: 10,
        outputTokens: 7,
        cacheReadTokens: 4,
        reasoningTokens: 5,
        costNanoUsd: 10 * 3 + 7 * 5,
      },
    ]);
    expect(JSON.stringify(records)).not.toContain('secret');
  });

  it('records a failure with its code and what was paid until then', async () => {
    const { scripted, records, provider, stop } = setUp();
    const error = toWire(
      new AppError('provider-failed', 'Overloaded', {
        details: { httpStatus: 529, requestId: 'req_2' },
      }),
    );
    scripted.say([{ type: 'usage', usage: { inputTokens: 3 } }], [{ type: 'error', error }]);
    await collect(provider.stream(request, { signal: stop.signal }));
    expect(records).toStrictEqual([
      {
        ...nothingKnown,
        outcome: 'provider-failed',
        httpStatus: 529,
        requestId: 'req_2',
        durationMs: 0,
        inputTokens: 3,
        costNanoUsd: 9,
      },
    ]);
  });

  it('estimates what a cut answer cost whose vendor counts at the end, and counts no tokens for it', async () => {
    const sent = requestTokens(request);
    const { scripted, records, stop, batches } = setUp();
    scripted.say([
      { type: 'connected' },
      { type: 'text-delta', id: '0', delta: 'Four words of ' },
      { type: 'text-delta', id: '0', delta: 'an answer' },
    ]);
    await batches.next();
    stop.abort();
    expect(records).toMatchObject([{ outcome: 'stopped', inputTokens: null, outputTokens: null }]);
    expect(records[0]?.costNanoUsd).toBe(3 * sent + 5 * estimateTokens('Four words of an answer'));
  });

  it('estimates what a server does not count', async () => {
    const { scripted, records, provider, stop } = setUp();
    scripted.say(
      [{ type: 'connected' }, { type: 'text-delta', id: '0', delta: 'Hello' }],
      [{ type: 'finish', reason: 'stop', usage: {} }],
    );
    await collect(provider.stream(request, { signal: stop.signal }));
    expect(records[0]?.costNanoUsd).toBe(3 * requestTokens(request) + 5 * estimateTokens('Hello'));
  });

  it('costs nothing that nobody accepted', async () => {
    const { records, stop, batches } = setUp();
    void batches.next();
    stop.abort();
    expect(records).toMatchObject([{ outcome: 'stopped', costNanoUsd: null }]);
  });

  it('records an answer that just ended as truncated', async () => {
    const { scripted, records, provider, stop } = setUp();
    scripted.say([{ type: 'connected' }], 'end');
    const parts = await collect(provider.stream(request, { signal: stop.signal }));
    expect(parts).toMatchObject([
      { type: 'connected' },
      { type: 'error', error: { code: 'stream-truncated' } },
    ]);
    expect(records).toMatchObject([{ outcome: 'stream-truncated' }]);
  });

  it('records a stop at once, even if the adapter hangs', async () => {
    const { clock, scripted, records, stop, batches } = setUp();
    scripted.say([{ type: 'connected' }]);
    await batches.next();
    void batches.next();
    clock.advance(40);
    stop.abort();
    expect(records).toMatchObject([{ outcome: 'stopped', durationMs: 40 }]);
  });

  it('records why a wrapper gave up', async () => {
    const { scripted, records, stop, batches } = setUp();
    scripted.say([{ type: 'connected' }]);
    await batches.next();
    void batches.next();
    stop.abort(new AppError('stream-stalled', 'Nothing came.'));
    expect(records).toMatchObject([{ outcome: 'stream-stalled' }]);
  });

  it('records once a reader who leaves, and only once', async () => {
    const { scripted, records, stop, batches } = setUp();
    scripted.say([{ type: 'connected' }], [{ type: 'text-delta', id: '0', delta: 'a' }]);
    await batches.next();
    await batches.return?.();
    stop.abort();
    expect(records).toMatchObject([{ outcome: 'stopped' }]);
  });

  it('believes the end it saw, though the reader leaves right after it', async () => {
    const { scripted, records, stop, batches } = setUp();
    scripted.say([{ type: 'finish', reason: 'stop', usage: {} }]);
    await batches.next();
    stop.abort();
    await batches.return?.();
    expect(records).toMatchObject([{ outcome: 'complete' }]);
  });

  it('says which attempt it was, to whoever asked too', async () => {
    const { scripted, records, provider, stop } = setUp();
    scripted.say([{ type: 'finish', reason: 'stop', usage: {} }]);
    const told: AttemptRecord[] = [];
    const call = {
      signal: stop.signal,
      attempt: 3,
      onAttempt: (attempt: AttemptRecord) => void told.push(attempt),
    };
    await collect(provider.stream(request, call));
    expect(told).toStrictEqual(records);
    expect(told).toMatchObject([{ attemptNumber: 3 }]);
  });

  it('records an answer that was asked for in one piece', async () => {
    const { scripted, records, provider, stop } = setUp();
    scripted.say([{ type: 'finish', reason: 'stop', usage: {} }]);
    await provider.complete(request, { signal: stop.signal });
    expect(records).toMatchObject([{ outcome: 'complete' }]);
  });
});
