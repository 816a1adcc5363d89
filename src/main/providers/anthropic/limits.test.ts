import { expect, test } from 'vitest';
import { createFakeClock } from '../../../shared/clock.ts';
import { ask, request } from './__fixtures__/ask.ts';
import { serve, sendStream } from '../__fixtures__/serve.ts';
import { shortAnswer } from './__fixtures__/wire.ts';
import { createAnthropic } from './anthropic.ts';
import { limitsOf } from './limits.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const said = {
  'anthropic-ratelimit-requests-limit': '50',
  'anthropic-ratelimit-requests-remaining': '49',
  'anthropic-ratelimit-requests-reset': '2026-11-21T12:00:02Z',
  'anthropic-ratelimit-input-tokens-limit': '30000',
  'anthropic-ratelimit-input-tokens-remaining': '29000',
  'anthropic-ratelimit-input-tokens-reset': '2026-11-21T11:59:59Z',
};
const limits = {
  requests: { limit: 50, remaining: 49, resetAt: now + 2_000 },
  inputTokens: { limit: 30_000, remaining: 29_000 },
};

test('the headers say what is left and when it is full again', () => {
  expect(limitsOf(new Headers(said), now)).toEqual(limits);
});

test('a reset is counted by the clock of the vendor, however wrong the one here is', () => {
  const headers = new Headers({ ...said, date: 'Sat, 21 Nov 2026 11:59:30 GMT' });
  expect(limitsOf(headers, 5_000)?.requests?.resetAt).toBe(5_000 + 32_000);
});

test.each([
  {},
  { 'anthropic-ratelimit-requests-limit': '50' },
  { 'anthropic-ratelimit-requests-limit': '-1', 'anthropic-ratelimit-requests-remaining': '4' },
  { 'anthropic-ratelimit-requests-limit': 'many', 'anthropic-ratelimit-requests-remaining': '4' },
])('headers that say nothing whole say nothing: %j', (headers) => {
  expect(limitsOf(new Headers(headers), now)).toBeUndefined();
});

test('an answer begins with them, and a refusal too', async () => {
  let isRefused = false;
  await using server = await serve((response) => {
    for (const [name, value] of Object.entries(said)) response.setHeader(name, value);
    response.setHeader('date', new Date(now).toUTCString());
    if (!isRefused) return sendStream(response, shortAnswer);
    response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '5' });
    response.end(JSON.stringify({ error: { type: 'rate_limit_error', message: 'No.' } }));
  });
  const provider = createAnthropic(
    { apiKey: 'sk-ant-0123456789', baseUrl: server.url },
    { clock: createFakeClock(now) },
  );
  const answered = await ask(provider, request);
  expect(answered.slice(0, 2)).toMatchObject([{ type: 'limits', limits }, { type: 'connected' }]);
  isRefused = true;
  expect(await ask(provider, request)).toMatchObject([
    { type: 'limits', limits },
    { type: 'error', error: { code: 'rate-limited', details: { retryAt: now + 5_000 } } },
  ]);
});
