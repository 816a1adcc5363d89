import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import { serve } from '../__fixtures__/serve.ts';
import { groq } from '../groq/dialect.ts';
import type { Dialect } from './dialect.ts';
import { createChatCompletions } from './chat-completions.ts';
import { plain, request } from './__fixtures__/wire.ts';

const { signal } = new AbortController();

/** What a person is told of an answer that refuses. */
async function refused(
  status: number,
  body: unknown,
  { dialect = plain, headers = {} }: { dialect?: Dialect; headers?: Record<string, string> } = {},
): Promise<AppError> {
  await using server = await serve((response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  const provider = createChatCompletions({ ...dialect, path: '' })(
    { apiKey: 'key', baseUrl: server.url },
    { clock: createFakeClock(1_000_000) },
  );
  try {
    await provider.complete(request, { signal });
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

const said = (error: object) => ({ error: { message: 'SECRET', ...error } });

describe('an answer that refuses', () => {
  it.each<[number, unknown, string]>([
    [401, said({ type: 'invalid_request_error' }), 'authentication-failed'],
    [401, { detail: 'Unauthorized SECRET' }, 'authentication-failed'],
    [401, { message: 'Unauthorized SECRET', request_id: 'x' }, 'authentication-failed'],
    [
      400,
      { code: 'A SECRET sentence', error: 'Incorrect API key provided: xai-SECRET.' },
      'authentication-failed',
    ],
    [402, said({ code: 402 }), 'quota-exceeded'],
    [402, said({ type: 'unknown_error', code: 'invalid_request_error' }), 'quota-exceeded'],
    [403, said({ code: 403 }), 'permission-denied'],
    [
      403,
      said({ code: 403, metadata: { reasons: ['violence'], flagged_input: 'SECRET' } }),
      'content-refused',
    ],
    [404, said({ message: 'The model SECRET does not exist' }), 'unknown-model'],
    [404, said({ code: 'model_not_found' }), 'unknown-model'],
    [404, 'not found', 'not-found'],
    [400, said({ message: 'maximum context length is 8192 tokens SECRET' }), 'context-overflow'],
    [400, said({ code: 400, type: 'exceed_context_size_error' }), 'context-overflow'],
    [400, said({ type: 'BadRequestError', code: 400 }), 'invalid-input'],
    [
      422,
      { detail: [{ loc: ['body', 'SECRET'], msg: 'SECRET', type: 'extra_forbidden' }] },
      'invalid-input',
    ],
    [400, said({ type: 'api_error' }), 'invalid-input'],
    [413, said({ code: 'rate_limit_exceeded', type: 'tokens' }), 'too-large'],
    [429, said({ code: 429, metadata: { raw: 'SECRET is rate-limited' } }), 'rate-limited'],
    [429, said({ type: 'insufficient_quota' }), 'quota-exceeded'],
    [500, '<html>SECRET</html>', 'provider-failed'],
    [502, said({ code: 502, metadata: { provider_name: 'SECRET' } }), 'provider-failed'],
    [503, { object: 'error', message: 'SECRET', code: '3000' }, 'provider-failed'],
  ])('%i %j is %s', async (status, body, code) => {
    const error = await refused(status, body);
    expect(error.code).toBe(code);
    expect(error.details).toMatchObject({
      provider: 'plain',
      providerName: 'Plain',
      httpStatus: status,
    });
    expect(JSON.stringify([error.message, error.details])).not.toMatch(/SECRET|violence/);
  });

  it('names the request and when to come again', async () => {
    const error = await refused(429, said({ type: 'tokens', code: 'rate_limit_exceeded' }), {
      dialect: groq,
      headers: { 'x-request-id': 'req_1', 'retry-after': '30' },
    });
    expect(error.details).toMatchObject({
      provider: 'groq',
      requestId: 'req_1',
      retryAt: 1_030_000,
      errorCode: 'rate_limit_exceeded',
    });
  });

  it.each([
    ['tool_use_failed', 400, 'provider-failed', true],
    ['model_decommissioned', 400, 'unknown-model', false],
  ])('%s of Groq’s (%i) is %s', async (word, status, code, retryable) => {
    expect(await refused(status, said({ code: word }), { dialect: groq })).toMatchObject({
      code,
      retryable,
    });
  });
});

it('hears how much a vendor still takes, also where it refuses', async () => {
  const headers = {
    'x-ratelimit-limit-requests': '14400',
    'x-ratelimit-remaining-requests': '14370',
    'x-ratelimit-reset-requests': '2m59.56s',
    'x-ratelimit-limit-tokens': '18000',
    'x-ratelimit-remaining-tokens': '17997',
    'x-ratelimit-reset-tokens': '7.66s',
  };
  await using server = await serve((response) => {
    response.writeHead(429, { 'content-type': 'application/json', ...headers });
    response.end('{}');
  });
  const provider = createChatCompletions(groq)(
    { apiKey: 'key', baseUrl: server.url },
    { clock: createFakeClock(1_000_000) },
  );
  const parts = [];
  for await (const batch of provider.stream(request, { signal })) parts.push(...batch);
  expect(server.received[0]?.path).toBe('/openai/v1/chat/completions');
  expect(parts).toMatchObject([
    {
      type: 'limits',
      limits: {
        requests: { limit: 14_400, remaining: 14_370, resetAt: 1_179_560 },
        tokens: { limit: 18_000, remaining: 17_997, resetAt: 1_007_660 },
      },
    },
    { type: 'error', error: { code: 'rate-limited' } },
  ]);
});

it('sends the key and the headers it was given, to the address and no further', async () => {
  await using server = await serve((response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"data":[]}');
  });
  const make = createChatCompletions({ ...plain, path: '/v1' });
  for (const baseUrl of [server.url, `${server.url}/v1`, `${server.url}/v1/`])
    await make({ apiKey: ' key ', baseUrl, headers: { 'x-team': 'red' } }).check({ signal });
  await make({ apiKey: undefined, baseUrl: server.url }).check({ signal });
  await make({
    apiKey: 'key',
    baseUrl: server.url,
    headers: { authorization: 'Basic abc' },
  }).check({ signal });
  expect(
    server.received.map(({ path, headers }) => [path, headers.authorization, headers['x-team']]),
  ).toStrictEqual([
    ['/v1/models', 'Bearer key', 'red'],
    ['/v1/models', 'Bearer key', 'red'],
    ['/v1/models', 'Bearer key', 'red'],
    ['/v1/models', undefined, undefined],
    ['/v1/models', 'Basic abc', undefined],
  ]);
  expect(() => make({ apiKey: 'a key', baseUrl: server.url })).toThrow(
    expect.objectContaining({ code: 'authentication-failed' }),
  );
});
