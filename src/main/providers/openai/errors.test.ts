import { describe, expect, it } from 'vitest';
import { answerError } from '../http/answer-error.ts';
import { fromErrorEvent, openaiErrors } from './errors.ts';
import { vendor } from './vendor.ts';

const facts = { vendor, host: 'api.example', model: 'a-model', now: () => 1_000_000 };

const answered = (status: number, error: unknown, headers: Record<string, string> = {}) =>
  answerError({ status, headers: new Headers(headers), body: { error } }, openaiErrors, facts);

const invalid = (code: string | null, message = 'no') => ({
  type: 'invalid_request_error',
  code,
  message,
  param: null,
});

describe('an answer that refuses', () => {
  it.each([
    [401, invalid('invalid_api_key'), 'authentication-failed'],
    [401, invalid(null, 'You didn’t provide an API key.'), 'authentication-failed'],
    [403, invalid('unsupported_country_region_territory'), 'permission-denied'],
    [403, { type: 'insufficient_permissions', message: 'no' }, 'permission-denied'],
    [429, { type: 'insufficient_quota', code: 'insufficient_quota' }, 'quota-exceeded'],
    [429, { type: 'billing_not_active', code: 'billing_not_active' }, 'quota-exceeded'],
    [429, { type: 'tokens', code: 'rate_limit_exceeded' }, 'rate-limited'],
    [429, undefined, 'rate-limited'],
    [404, invalid('model_not_found'), 'unknown-model'],
    [400, invalid('model_not_found'), 'unknown-model'],
    [404, invalid('unknown_url', 'Invalid URL (POST /v1/x)'), 'not-found'],
    [400, invalid('context_length_exceeded'), 'context-overflow'],
    [400, invalid(null, 'This model’s maximum context length is 8192 tokens.'), 'context-overflow'],
    [400, invalid('string_above_max_length'), 'too-large'],
    [413, undefined, 'too-large'],
    [400, invalid('content_policy_violation'), 'content-refused'],
    [400, invalid('invalid_prompt'), 'content-refused'],
    [400, invalid('moderation_blocked'), 'content-refused'],
    [400, invalid('unsupported_value'), 'invalid-input'],
    [422, undefined, 'invalid-input'],
    [408, undefined, 'timed-out'],
    [409, invalid(null), 'conflict'],
    [500, { type: 'server_error', message: 'no' }, 'provider-failed'],
    [502, undefined, 'provider-failed'],
    [503, { type: 'engine_overloaded', message: 'no' }, 'provider-failed'],
  ])('%i %j is %s', (status, error, code) => {
    const translated = answered(status, error);
    expect(translated.code).toBe(code);
    expect(translated.details).toMatchObject({
      provider: 'openai',
      providerName: 'OpenAI',
      httpStatus: status,
    });
    expect(translated.message).toMatch(/^[A-Za-z].*\.$/);
  });

  it('keeps facts, in shapes that cannot carry words', () => {
    const error = {
      ...invalid('unsupported_value', 'sk-secret'),
      param: 'input[3].content[0].text',
    };
    const translated = answered(400, error, { 'x-request-id': 'req_1' });
    expect(translated.details).toStrictEqual({
      situation: 'field-refused',
      provider: 'openai',
      providerName: 'OpenAI',
      httpStatus: 400,
      requestId: 'req_1',
      type: 'invalid_request_error',
      errorCode: 'unsupported_value',
      host: 'api.example',
      model: 'a-model',
      field: 'input[3].content[0].text',
    });
    expect(translated.message).not.toContain('sk-secret');
  });

  it.each(['sk-secret', 'the prompt said: x', 'input.Sk Secret', 'authorization', '', 7, null])(
    'does not repeat %j as the place it objects to',
    (param) => {
      expect(answered(400, { ...invalid(null), param }).details).not.toHaveProperty('field');
    },
  );

  it.each([
    ['Please try again in 1.898s. Visit https://example.org', 1_001_898],
    ['Please try again in 6m0s.', 1_360_000],
    ['Please try again in 120ms.', 1_000_120],
    ['Please try again in a while.', undefined],
    ['Please try again in 0s.', undefined],
  ])('“%s”', (message, retryAt) => {
    const error = { type: 'tokens', code: 'rate_limit_exceeded', message };
    expect(answered(429, error).details?.['retryAt']).toBe(retryAt);
  });

  it('believes the header more than the words', () => {
    const error = { code: 'rate_limit_exceeded', message: 'Please try again in 6m0s.' };
    expect(answered(429, error, { 'retry-after': '30' }).details?.['retryAt']).toBe(1_030_000);
  });
});

describe('an error within the answer', () => {
  it.each([
    [{ code: 'server_error' }, 'provider-failed'],
    [{ code: 'rate_limit_exceeded' }, 'rate-limited'],
    [{ type: 'insufficient_quota', code: 'insufficient_quota' }, 'quota-exceeded'],
    [{ type: 'invalid_request_error', code: 'context_length_exceeded' }, 'context-overflow'],
    [{ type: 'invalid_request_error' }, 'invalid-input'],
    [{ code: 'invalid_image_url' }, 'invalid-input'],
    [{ code: 'invalid_prompt' }, 'content-refused'],
    [{ code: 'cyber_policy' }, 'content-refused'],
    [{ code: 'error_of_tomorrow' }, 'provider-failed'],
    ['only words', 'provider-failed'],
    [undefined, 'provider-failed'],
  ])('%j is %s', (error, code) => {
    expect(fromErrorEvent(error, facts).code).toBe(code);
  });

  it('says that there is too much to do', () => {
    expect(fromErrorEvent({ code: 'server_is_overloaded' }, facts).details).toMatchObject({
      situation: 'overloaded',
    });
  });
});
