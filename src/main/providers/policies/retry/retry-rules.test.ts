import { describe, expect, it, test } from 'vitest';
import { settingsSchema } from '../../../../shared/contract/settings.ts';
import type { ErrorDetails } from '../../../../shared/errors.ts';
import { AppError, toWire } from '../../../../shared/errors.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import { causeOf, getDelay, retriesExhausted, shouldRetry } from './retry-rules.ts';

const { retry } = settingsSchema.parse({});
const now = 1_000_000;
const failed = (code: ErrorCode, details?: ErrorDetails) =>
  toWire(new AppError(code, 'No.', details === undefined ? {} : { details }));

describe('shouldRetry', () => {
  test.each<[ErrorCode, ErrorDetails | undefined, boolean]>([
    ['network-failed', { situation: 'connection-failed', reason: 'ECONNRESET' }, true],
    ['network-failed', { situation: 'connection-broke' }, true],
    ['network-failed', { situation: 'nothing-answers', reason: 'ECONNREFUSED' }, true],
    ['network-failed', { situation: 'host-unknown', reason: 'EAI_AGAIN' }, true],
    ['network-failed', { situation: 'host-unknown', reason: 'ENOTFOUND' }, false],
    ['network-failed', { situation: 'redirected' }, false],
    ['network-failed', { situation: 'connection-not-safe' }, false],
    ['timed-out', { situation: 'slow' }, true],
    ['timed-out', { situation: 'slow-request', httpStatus: 408 }, true],
    ['stream-stalled', undefined, true],
    ['stream-truncated', undefined, true],
    ['conflict', { situation: 'provider-busy', httpStatus: 409 }, true],
    ['conflict', undefined, false],
    ['rate-limited', { httpStatus: 429 }, true],
    ['rate-limited', { retryAt: now + 60_000 }, true],
    ['rate-limited', { retryAt: now + 60_001 }, false],
    ['provider-failed', { httpStatus: 500 }, true],
    ['provider-failed', { httpStatus: 529, situation: 'overloaded' }, true],
    ['provider-failed', { httpStatus: 503, retryAt: now + 86_400_000 }, false],
    ['bad-response', { situation: 'wrong-interface' }, false],
    ['authentication-failed', { httpStatus: 401 }, false],
    ['permission-denied', { httpStatus: 403 }, false],
    ['quota-exceeded', { httpStatus: 402 }, false],
    ['invalid-input', { httpStatus: 400 }, false],
    ['content-refused', undefined, false],
    ['context-overflow', undefined, false],
    ['provider-unavailable', undefined, false],
    ['internal', undefined, false],
  ])('%s %j: %s', (code, details, expected) => {
    expect(shouldRetry(failed(code, details), 1, retry, now)).toBe(expected);
  });

  it('believes an adapter that says it is of no use', () => {
    const error = { ...failed('rate-limited'), retryable: false };
    expect(shouldRetry(error, 1, retry, now)).toBe(false);
  });

  it('makes as many attempts as were set, the first one included', () => {
    const asked = [1, 2, 3].map((n) => shouldRetry(failed('provider-failed'), n, retry, now));
    expect(asked).toEqual([true, true, false]);
    expect(shouldRetry(failed('provider-failed'), 1, { attempts: 1 }, now)).toBe(false);
  });
});

describe('getDelay', () => {
  const delay = (attempt: number, random = 0, options = retry) =>
    getDelay(attempt, failed('provider-failed'), options, () => random, now);

  it('doubles, and ends at the longest', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((attempt) => delay(attempt))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
  });

  it('adds up to a second, but never beyond the longest', () => {
    expect([delay(1, 0.5), delay(2, 1), delay(6, 1)]).toEqual([1500, 3000, 30_000]);
  });

  it('does as it is set', () => {
    const options = {
      attempts: 9,
      firstDelaySeconds: 2,
      factor: 3,
      jitterSeconds: 10,
      maxDelaySeconds: 20,
    };
    expect([delay(1, 0, options), delay(2, 0.1, options), delay(3, 0, options)]).toEqual([
      2000, 7000, 18_000,
    ]);
  });

  it('waits as long as the vendor says', () => {
    const at = (retryAt: number) =>
      getDelay(1, failed('rate-limited', { retryAt }), retry, () => 1, now);
    expect([at(now + 7_000), at(now - 5)]).toEqual([7_000, 0]);
  });
});

test('running out says how often it was tried and what failed, with the facts of that', () => {
  const last = failed('provider-failed', {
    situation: 'overloaded',
    httpStatus: 529,
    host: 'a.example',
  });
  const error = retriesExhausted(last, 3, { id: 'a', name: 'A' });
  expect(error).toEqual({
    code: 'retries-exhausted',
    message: 'A was asked 3 times without an answer. The last time: No.',
    retryable: true,
    details: {
      situation: 'tried-in-vain',
      provider: 'a',
      providerName: 'A',
      httpStatus: 529,
      host: 'a.example',
      attempts: 3,
      lastError: last,
    },
  });
  expect(causeOf(error)).toEqual(last);
  expect(causeOf(last)).toEqual(last);
});
