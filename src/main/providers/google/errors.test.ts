import { describe, expect, it } from 'vitest';
import { answerError } from '../http/answer-error.ts';
import { fromErrorEvent, googleErrors } from './errors.ts';
import { vendor } from './vendor.ts';

const now = 1_000_000;
const facts = { vendor, host: 'api.example', model: 'a-model', now: () => now };
const secret = 'SECRET-KEY';

const rpc = (type: string, fields: object) => ({
  '@type': `type.googleapis.com/google.rpc.${type}`,
  ...fields,
});
const quota = (...quotaIds: string[]) =>
  rpc('QuotaFailure', { violations: quotaIds.map((quotaId) => ({ quotaId })) });

function refused(
  httpStatus: number,
  error: { status?: string; message?: string; details?: unknown } | undefined,
  headers: Record<string, string> = {},
) {
  const body = error === undefined ? undefined : { error: { code: httpStatus, ...error } };
  const refusal = { status: httpStatus, headers: new Headers(headers), body };
  return answerError(refusal, googleErrors, facts);
}

describe('an answer that refuses', () => {
  it.each([
    [
      400,
      {
        status: 'INVALID_ARGUMENT',
        message: 'API key not valid.',
        details: [rpc('ErrorInfo', { reason: 'API_KEY_INVALID' })],
      },
      'authentication-failed',
    ],
    [401, { status: 'UNAUTHENTICATED' }, 'authentication-failed'],
    [403, { status: 'PERMISSION_DENIED' }, 'permission-denied'],
    [400, { status: 'FAILED_PRECONDITION', message: 'User location' }, 'permission-denied'],
    [
      403,
      {
        status: 'PERMISSION_DENIED',
        details: [rpc('ErrorInfo', { reason: 'BILLING_DISABLED' })],
      },
      'quota-exceeded',
    ],
    [404, { status: 'NOT_FOUND', message: 'models/gemini-x is not found' }, 'unknown-model'],
    [404, undefined, 'not-found'],
    [400, { status: 'INVALID_ARGUMENT' }, 'invalid-input'],
    [
      400,
      {
        status: 'INVALID_ARGUMENT',
        message: 'Request payload size exceeds the limit: 20971520 bytes.',
      },
      'too-large',
    ],
    [429, { status: 'RESOURCE_EXHAUSTED' }, 'rate-limited'],
    [
      429,
      {
        status: 'RESOURCE_EXHAUSTED',
        message: 'Your prepayment credits are depleted.',
      },
      'quota-exceeded',
    ],
    [
      429,
      { status: 'RESOURCE_EXHAUSTED', details: [quota('RequestsPerMinute-FreeTier')] },
      'rate-limited',
    ],
    [
      429,
      {
        status: 'RESOURCE_EXHAUSTED',
        details: [quota('RequestsPerMinute-FreeTier', 'RequestsPerDayPerProject-FreeTier')],
      },
      'quota-exceeded',
    ],
    [500, { status: 'INTERNAL' }, 'provider-failed'],
    [502, undefined, 'provider-failed'],
    [503, { status: 'UNAVAILABLE' }, 'provider-failed'],
    [504, { status: 'DEADLINE_EXCEEDED' }, 'provider-failed'],
  ])('%i %j is %s', (status, error, code) => {
    expect(refused(status, error).code).toBe(code);
  });

  it('says when to come again, as the body or the headers say it', () => {
    const details = [rpc('RetryInfo', { retryDelay: '34.5s' })];
    const error = { status: 'RESOURCE_EXHAUSTED', details };
    expect(refused(429, error).details).toMatchObject({
      situation: 'no-room-until',
      retryAt: now + 34_500,
    });
    expect(refused(429, error, { 'retry-after': '7' }).details).toMatchObject({
      retryAt: now + 7000,
    });
    for (const retryDelay of ['0s', 'soon', 34, '-3s'])
      expect(
        refused(429, { ...error, details: [rpc('RetryInfo', { retryDelay })] }).details,
      ).not.toHaveProperty('retryAt');
  });

  it('knows how much too long a conversation is', () => {
    const message =
      'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).';
    expect(refused(400, { status: 'INVALID_ARGUMENT', message })).toMatchObject({
      code: 'context-overflow',
      details: { asked: 1_200_000, limit: 1_048_576 },
    });
  });

  it('names the field the vendor objects to, by its own names only', () => {
    const objects = (field: string) =>
      refused(400, {
        status: 'INVALID_ARGUMENT',
        details: [rpc('BadRequest', { fieldViolations: [{ field, description: secret }] })],
      });
    expect(objects('tools[0].function_declarations[3].parameters').details).toMatchObject({
      field: 'tools[0].function_declarations[3].parameters',
      situation: 'field-refused',
    });
    expect(objects(`contents["${secret}"]`).details).not.toHaveProperty('field');
  });

  it('may be in an array', () => {
    const body = [{ error: { code: 401, status: 'UNAUTHENTICATED' } }];
    const refusal = { status: undefined, headers: undefined, body };
    expect(answerError(refusal, googleErrors, facts).code).toBe('authentication-failed');
  });

  it('is not repeated', () => {
    const error = refused(403, {
      status: `${secret} is no word`,
      message: `The key ${secret} has no permission`,
      details: [
        rpc('ErrorInfo', { reason: `${secret}!`, domain: secret }),
        rpc('DebugInfo', { detail: secret }),
        secret,
        null,
      ],
    });
    expect(`${error.message} ${JSON.stringify(error.details)}`).not.toContain(secret);
    expect(error.details).toStrictEqual({
      provider: 'google',
      providerName: 'Google Gemini',
      httpStatus: 403,
      host: 'api.example',
      model: 'a-model',
    });
  });
});

it('translates an error within the answer by its word', () => {
  expect(fromErrorEvent({ code: 429, status: 'RESOURCE_EXHAUSTED' }, facts).code).toBe(
    'rate-limited',
  );
  expect(fromErrorEvent('nonsense', facts)).toMatchObject({
    code: 'provider-failed',
    retryable: true,
  });
});
