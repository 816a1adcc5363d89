import { expect, test } from 'vitest';
import type { AttemptRecord } from '../../../shared/attempt-record.ts';
import { createFakeClock } from '../../../shared/clock.ts';
import { createHealthBook } from './health.ts';

const hour = 60 * 60_000;

function attempt(fields: Partial<AttemptRecord>): AttemptRecord {
  return {
    provider: 'a',
    model: 'a-model',
    requestId: null,
    responseId: null,
    httpStatus: 200,
    outcome: 'complete',
    startedAt: 0,
    firstByteMs: 0,
    durationMs: 0,
    inputTokens: null,
    outputTokens: null,
    cacheReadTokens: null,
    cacheWriteTokens: null,
    reasoningTokens: null,
    costNanoUsd: null,
    keyLast4: null,
    attemptNumber: 1,
    ...fields,
  };
}

const nothing = {
  lastSuccessAt: null,
  lastError: null,
  latency: null,
  errorRate: 0,
  attempts: 0,
  limits: null,
};

test('nothing is known of whom nobody asked', () => {
  expect(createHealthBook(createFakeClock()).of('a')).toEqual(nothing);
});

test('how fast and how often it answered', () => {
  const book = createHealthBook(createFakeClock(10_000));
  for (let number = 1; number <= 20; number++)
    book.record(attempt({ firstByteMs: number, durationMs: number * 10, startedAt: 1_000 }));
  book.record(
    attempt({ outcome: 'timed-out', startedAt: 2_000, durationMs: 500, firstByteMs: null }),
  );
  book.record(attempt({ outcome: 'stopped', startedAt: 3_000, durationMs: 9_999 }));
  book.record(attempt({ provider: 'b', outcome: 'internal', startedAt: 3_000 }));
  book.heardLimits('a', { requests: { limit: 10, remaining: 9 } });
  expect(book.of('a')).toEqual({
    lastSuccessAt: 1_200,
    lastError: { code: 'timed-out', at: 2_500 },
    latency: { firstByteP50: 10, firstByteP95: 19, totalP50: 100, totalP95: 190 },
    errorRate: 1 / 21,
    attempts: 21,
    limits: { requests: { limit: 10, remaining: 9 } },
  });
});

test('only the newest hundred count, and none from the day before', () => {
  const clock = createFakeClock(0);
  const book = createHealthBook(clock);
  for (let number = 0; number < 100; number++) book.record(attempt({ outcome: 'timed-out' }));
  for (let number = 0; number < 50; number++) book.record(attempt({ startedAt: hour }));
  clock.advance(2 * hour);
  expect(book.of('a')).toMatchObject({ attempts: 100, errorRate: 0.5 });
  clock.advance(22 * hour);
  expect(book.of('a')).toMatchObject({ attempts: 50, errorRate: 0, lastError: null });
  clock.advance(hour);
  expect(book.of('a')).toEqual(nothing);
});

test('what was recorded before this start is older than what came since', () => {
  const book = createHealthBook(createFakeClock(3 * hour));
  book.record(attempt({ startedAt: 2 * hour }));
  book.seed([
    attempt({ startedAt: hour, outcome: 'provider-failed' }),
    attempt({ startedAt: 0, outcome: 'something-of-a-newer-version' }),
  ]);
  expect(book.of('a')).toMatchObject({
    attempts: 3,
    lastSuccessAt: 2 * hour,
    lastError: { code: 'provider-failed', at: hour },
  });
});
