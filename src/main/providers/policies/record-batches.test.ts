import { expect, test } from 'vitest';
import { createFakeClock } from '../../../shared/clock.ts';
import { settingsSchema } from '../../../shared/contract/settings.ts';
import { AppError } from '../../../shared/errors.ts';
import { allOf } from '../__fixtures__/all-of.ts';
import { request as anyRequest } from '../__fixtures__/scripted-provider.ts';
import { serve } from '../__fixtures__/serve.ts';
import { demoEntry } from '../demo/entry.ts';
import { openaiEntry } from '../openai/entry.ts';
import { createRegistry } from '../registry.ts';
import type { RecordedAttempt } from './compose.ts';

const { signal } = new AbortController();
const request = { ...anyRequest, model: 'a-model' };
const promptsOf = (...ids: string[]) => ids.map((id) => ({ id, request }));
const call = { conversationId: 'c', messageId: 'm' };

const line = (id: string, status: number, body: object) =>
  JSON.stringify({ custom_id: id, response: { status_code: status, body }, error: null });
const answer = {
  id: 'resp_1',
  model: 'a-model-2026-01-01',
  status: 'completed',
  output: [
    { id: 'm', type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hi' }] },
  ],
  usage: {
    input_tokens: 1_000_000,
    input_tokens_details: { cached_tokens: 400_000 },
    output_tokens: 500_000,
    output_tokens_details: { reasoning_tokens: 100_000 },
  },
};
const failed = { ...answer, status: 'failed', error: { code: 'server_error', message: 'secret' } };
const files: Record<string, string> = {
  out: [line('one', 200, answer), line('one', 200, answer), line('two', 200, failed)].join('\n'),
  err: [
    line('three', 429, { error: { code: 'rate_limit_exceeded' } }),
    JSON.stringify({ custom_id: 'four', error: { code: 'batch_cancelled' } }),
    JSON.stringify({ custom_id: 'five', error: { code: 'batch_expired' } }),
  ].join('\n'),
};

async function setUp({ left = true } = {}) {
  const server = await serve((response, { path }) => {
    const [, file] = /\/files\/(\w+)\/content$/.exec(path) ?? [];
    const batch = {
      id: 'batch_1',
      status: 'completed',
      output_file_id: 'out',
      error_file_id: 'err',
    };
    response.end(file === undefined ? JSON.stringify(batch) : files[file]);
  });
  const settings = settingsSchema.parse({
    providers: { openai: { baseUrl: server.url } },
    modelOverrides: { 'openai/a-model': { price: { input: 2, output: 10, cacheRead: 0.5 } } },
  });
  const clock = createFakeClock(5_000);
  const records: RecordedAttempt[] = [];
  const reserved: (string | null)[] = [];
  const registry = createRegistry({
    entries: [openaiEntry, demoEntry],
    settings: () => settings,
    environment: {},
    storedKeys: (id) =>
      id === 'demo'
        ? []
        : [
            { id: '1', value: 'first-key-0123456789', place: 'session', origin: server.url },
            { id: '2', value: 'other-key-9876543210', place: 'session', origin: server.url },
          ],
    record: (attempt) => void records.push(attempt),
    budget: {
      reserve({ model }) {
        if (!left) throw new AppError('quota-exceeded', 'It is spent.');
        reserved.push(model);
        return { settle: () => void reserved.push(null) };
      },
    },
    clock,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  const batches = await registry.batches('openai', call);
  if (batches === undefined) throw new Error('There are no batches.');
  const results = (...ids: string[]) =>
    allOf(batches.results('batch_1', promptsOf(...ids), { signal }));
  return { server, clock, records, reserved, registry, batches, results };
}

test('each result leaves one record, at the price of batches', async () => {
  const { server, registry, records, results } = await setUp();
  await using _ = server;
  expect((await results('one', 'two', 'three', 'four', 'five')).map(({ id }) => id)).toEqual([
    'one',
    'two',
    'three',
    'four',
    'five',
  ]);
  const nothing = {
    ...call,
    provider: 'openai',
    model: 'a-model',
    requestId: 'batch_1',
    responseId: null,
    httpStatus: null,
    startedAt: 5_000,
    firstByteMs: null,
    durationMs: 0,
    inputTokens: null,
    outputTokens: null,
    cacheReadTokens: null,
    cacheWriteTokens: null,
    reasoningTokens: null,
    costNanoUsd: null,
    keyLast4: '6789',
    attemptNumber: 1,
    id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
  };
  const used = {
    inputTokens: 1_000_000,
    outputTokens: 500_000,
    cacheReadTokens: 400_000,
    reasoningTokens: 100_000,
    // Half of 0.6 × $2 + 0.4 × $0.50 + 0.5 × $10.
    costNanoUsd: 3_200_000_000,
  };
  expect(records).toEqual([
    { ...nothing, ...used, outcome: 'complete', responseId: 'resp_1' },
    { ...nothing, ...used, outcome: 'provider-failed' },
    { ...nothing, outcome: 'rate-limited', httpStatus: 429 },
    { ...nothing, outcome: 'stopped' },
    { ...nothing, outcome: 'timed-out' },
  ]);
  expect(new Set(records.map(({ id }) => id)).size).toBe(5);
  // What was stopped says nothing, and nobody waited for any of it.
  expect(registry.health('openai')).toMatchObject({ attempts: 4, errorRate: 0.75, latency: null });
});

test('what is read again is the same record, and what nobody asks about is none', async () => {
  const { server, records, results } = await setUp();
  await using _ = server;
  await results('one', 'two');
  await results('two', 'three');
  const [, two, again, three] = records;
  expect(records).toHaveLength(4);
  expect(again?.id).toBe(two?.id);
  expect(three?.id).not.toBe(two?.id);
});

test('leaving in the middle records what was read', async () => {
  const { server, records, batches } = await setUp();
  await using _ = server;
  const read = batches.results('batch_1', promptsOf('one', 'two'), { signal });
  const iterator = read[Symbol.asyncIterator]();
  await iterator.next();
  await iterator.return?.();
  expect(records).toMatchObject([{ outcome: 'complete' }]);
});

test('a batch is sent if the budget has room for it now, and holds nothing back after that', async () => {
  const { server, batches, reserved, records } = await setUp();
  await using _ = server;
  // The file and the batch are the same answer here.
  expect(await batches.create(promptsOf('one', 'two'), { signal })).toBe('batch_1');
  expect(reserved).toEqual(['a-model', 'a-model', null, null]);
  expect(records).toEqual([]);
});

test('a batch that is over the budget is not sent', async () => {
  const { server, batches } = await setUp({ left: false });
  await using _ = server;
  await expect(batches.create(promptsOf('one'), { signal })).rejects.toMatchObject({
    code: 'quota-exceeded',
  });
  expect(server.received).toEqual([]);
});

test('a provider whose vendor answers no batches has none', async () => {
  const { server, registry } = await setUp();
  await using _ = server;
  await expect(registry.batches('nobody', call)).rejects.toMatchObject({
    code: 'unknown-provider',
  });
  expect(await registry.batches('demo', call)).toBeUndefined();
});
