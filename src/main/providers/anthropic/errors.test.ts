import { APIConnectionError, APIError } from '@anthropic-ai/sdk';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { fromErrorEvent, toAppError } from './errors.ts';
import { vendor } from './vendor.ts';

const facts = { vendor, host: 'api.example', model: 'a-model', now: () => 1_000_000 };

function answered(
  status: number,
  error: object | undefined,
  headers: Record<string, string> = {},
): AppError {
  const body = error === undefined ? undefined : { type: 'error', error };
  const translated = toAppError(
    APIError.generate(status, body, undefined, new Headers(headers)),
    facts,
  );
  if (!(translated instanceof AppError)) throw new Error('It was not translated.');
  return translated;
}

describe('an answer that refuses', () => {
  it.each([
    [401, { type: 'authentication_error', message: 'invalid x-api-key' }, 'authentication-failed'],
    [403, { type: 'permission_error', message: 'no' }, 'permission-denied'],
    [
      400,
      { type: 'invalid_request_error', details: { error_code: 'organization_on_hold' } },
      'permission-denied',
    ],
    [402, { type: 'billing_error', message: 'no' }, 'quota-exceeded'],
    [
      400,
      {
        type: 'invalid_request_error',
        message: 'Your credit balance is too low to access the API.',
      },
      'quota-exceeded',
    ],
    [
      400,
      {
        type: 'invalid_request_error',
        message: 'You have reached your specified API usage limits.',
      },
      'quota-exceeded',
    ],
    [
      429,
      { type: 'rate_limit_error', details: { error_code: 'enforced_spend_limit_reached' } },
      'quota-exceeded',
    ],
    [
      429,
      { type: 'rate_limit_error', details: { error_code: 'ramp_limit_exceeded' } },
      'rate-limited',
    ],
    [404, { type: 'not_found_error', message: 'model: claude-x' }, 'unknown-model'],
    [404, undefined, 'not-found'],
    [413, { type: 'request_too_large', message: 'no' }, 'too-large'],
    [
      400,
      {
        type: 'invalid_request_error',
        message: 'prompt is too long: 220000 tokens > 200000 maximum',
      },
      'context-overflow',
    ],
    [
      400,
      {
        type: 'invalid_request_error',
        message: 'input length and `max_tokens` exceed context limit: 1 + 2 > 3',
      },
      'context-overflow',
    ],
    [400, { type: 'invalid_request_error', message: 'messages.1: no' }, 'invalid-input'],
    [422, undefined, 'invalid-input'],
    [408, undefined, 'timed-out'],
    [409, { type: 'conflict_error' }, 'conflict'],
    [500, { type: 'api_error', message: 'no' }, 'provider-failed'],
    [502, undefined, 'provider-failed'],
    [504, { type: 'timeout_error' }, 'provider-failed'],
    [529, { type: 'overloaded_error' }, 'provider-failed'],
  ])('%i %j is %s', (status, error, code) => {
    const translated = answered(status, error);
    expect(translated.code).toBe(code);
    expect(translated.details).toMatchObject({ provider: 'anthropic', httpStatus: status });
    expect(translated.message).toMatch(/^[A-Za-z].*\.$/);
  });

  it('keeps the numbers and the id, in shapes that cannot carry words', () => {
    const message = 'prompt is too long: 220000 tokens > 200000 maximum';
    expect(
      answered(400, { type: 'invalid_request_error', message }, { 'request-id': 'req_1' }).details,
    ).toStrictEqual({
      provider: 'anthropic',
      providerName: 'Anthropic',
      httpStatus: 400,
      requestId: 'req_1',
      type: 'invalid_request_error',
      host: 'api.example',
      model: 'a-model',
      asked: 220_000,
      limit: 200_000,
    });
  });

  it.each([
    [{ 'retry-after': '30' }, 1_030_000, 'from 1970-01-01 00:17:10 UTC'],
    [{ 'retry-after': '86400' }, 87_400_000, 'from 1970-01-02 00:16:40 UTC'],
    [{ 'retry-after': '500000' }, 501_000_000, 'from 1970-01-06 19:10:00 UTC'],
    [{ 'retry-after-ms': '1500', 'retry-after': '30' }, 1_001_500, 'from 1970-01-01 00:16:42 UTC'],
    [
      { 'retry-after': new Date(1_600_000).toUTCString() },
      1_600_000,
      'from 1970-01-01 00:26:40 UTC',
    ],
  ])('says when after %j', (headers, retryAt, words) => {
    const error = answered(429, { type: 'rate_limit_error' }, headers);
    expect(error.details?.['retryAt']).toBe(retryAt);
    expect(error.message).toContain(words);
  });

  it.each([
    {},
    { 'retry-after': '-5' },
    { 'retry-after': 'soon' },
    { 'retry-after': 'NaN' },
    { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' },
  ])('says no time after %j', (headers) => {
    expect(answered(429, { type: 'rate_limit_error' }, headers).details).not.toHaveProperty(
      'retryAt',
    );
  });
});

describe('an error within the answer', () => {
  it.each([
    [{ type: 'overloaded_error', message: 'Overloaded' }, 'provider-failed'],
    [{ type: 'api_error' }, 'provider-failed'],
    [{ type: 'rate_limit_error' }, 'rate-limited'],
    [{ type: 'invalid_request_error' }, 'invalid-input'],
    [{ type: 'authentication_error' }, 'authentication-failed'],
    [{ type: 'error_of_tomorrow' }, 'provider-failed'],
    ['not even an object', 'provider-failed'],
    [undefined, 'provider-failed'],
  ])('%j is %s', (error, code) => {
    expect(fromErrorEvent(error, facts).code).toBe(code);
  });
});

describe('a connection that fails', () => {
  const failed = (code: string | undefined, message = 'x', outer = 'fetch failed') => {
    const cause = Object.assign(new Error(message), code === undefined ? {} : { code });
    return toAppError(new APIConnectionError({ cause: new TypeError(outer, { cause }) }), facts);
  };

  it.each([
    ['ECONNREFUSED', 'network-failed', 'Nothing answers at api.example'],
    ['ENOTFOUND', 'network-failed', 'could not be found'],
    ['EAI_AGAIN', 'network-failed', 'could not be found'],
    ['ECONNRESET', 'network-failed', 'failed'],
    ['CERT_HAS_EXPIRED', 'network-failed', 'not safe'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'network-failed', 'not safe'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'network-failed', 'not safe'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timed-out', 'in time'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timed-out', 'in time'],
    ['UND_ERR_BODY_TIMEOUT', 'stream-stalled', 'Nothing more'],
  ])('with %s', (reason, code, words) => {
    const error = failed(reason);
    expect(error).toMatchObject({
      code,
      retryable: true,
      details: { host: 'api.example', reason },
    });
    expect((error as AppError).message).toContain(words);
    expect((error as AppError).message).toContain('api.example');
  });

  it('because of a redirect', () => {
    expect(failed(undefined, 'unexpected redirect')).toMatchObject({ code: 'network-failed' });
  });

  it('at every address the host has', () => {
    const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    const all = new AggregateError([refused, refused], 'y');
    expect(toAppError(new TypeError('fetch failed', { cause: all }), facts)).toMatchObject({
      details: { reason: 'ECONNREFUSED' },
    });
  });
});

it('gives back errors that are nobody’s fault but ours', () => {
  const bug = new RangeError('a bug');
  expect(toAppError(bug, facts)).toBe(bug);
  const known = new AppError('too-large', 'Too large.');
  expect(toAppError(known, facts)).toBe(known);
});
