import { expect, test } from 'vitest';
import { allOf } from '../__fixtures__/all-of.ts';
import { serveBatches } from '../__fixtures__/serve-batches.ts';
import type { BatchAnswer } from '../__fixtures__/serve-batches.ts';
import type { Received } from '../__fixtures__/serve.ts';
import { request } from './__fixtures__/ask.ts';
import { createAnthropic } from './anthropic.ts';

const { signal } = new AbortController();
const secret = 'the-words-nobody-may-repeat';
const batch = {
  id: 'msgbatch_1',
  type: 'message_batch',
  processing_status: 'canceling',
  request_counts: { processing: 1, succeeded: 2, errored: 3, canceled: 4, expired: 5 },
  results_url: 'http://elsewhere.example/results',
};
const message = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'a-model-1',
  content: [
    { type: 'thinking', thinking: 'Hm.', signature: 'sig' },
    { type: 'text', text: 'Six.' },
    { type: 'tool_use', id: 'toolu_1', name: 'calculate', input: { expression: '2*3' } },
  ],
  stop_reason: 'tool_use',
  usage: { input_tokens: 10, output_tokens: 7 },
};
const line = (id: string, result: object) => JSON.stringify({ custom_id: id, result });

const over = { ...batch, processing_status: 'ended' };
/** A batch that ended, with this file of results. */
const ended =
  (lines: readonly string[]) =>
  ({ path }: Received) => ({
    body: path.endsWith('/results') ? lines.join('\n') : over,
  });
const promptsOf = (...ids: string[]) => ids.map((id) => ({ id, request }));

const make = (baseUrl: string) => createAnthropic({ apiKey: 'sk-ant-0123456789', baseUrl });
const setUp = (answer: (asked: Received) => BatchAnswer) =>
  serveBatches({ make, request, batch: batch.id }, answer);

test('a batch is sent as the requests it is made of', async () => {
  const { server, batches } = await setUp(() => ({ body: batch }));
  await using _ = server;
  expect(await batches.create(promptsOf('one', 'two'), { signal })).toBe('msgbatch_1');
  const [sent] = server.received;
  expect(sent).toMatchObject({ method: 'POST', path: '/v1/messages/batches' });
  const { requests } = JSON.parse(sent?.body ?? '') as { requests: object[] };
  expect(requests).toMatchObject([
    { custom_id: 'one', params: { model: request.model, messages: [{ role: 'user' }] } },
    { custom_id: 'two', params: { model: request.model } },
  ]);
  expect(JSON.stringify(requests)).not.toContain('"stream"');
});

test('how far it is, and that it is to end', async () => {
  const { server, batches, asked } = await setUp(() => ({ body: batch }));
  await using _ = server;
  const status = {
    state: 'cancelling',
    waiting: 1,
    succeeded: 2,
    failed: 3,
    cancelled: 4,
    expired: 5,
  };
  expect(await batches.status('msgbatch_1', { signal })).toEqual(status);
  await batches.cancel('msgbatch/1', { signal });
  expect(asked()).toEqual([
    'GET /v1/messages/batches/msgbatch_1',
    'POST /v1/messages/batches/msgbatch%2F1/cancel',
  ]);
});

test('each prompt has its own end, and an answer is what it would have been at once', async () => {
  const lines = [
    line('one', { type: 'succeeded', message }),
    line('two', {
      type: 'errored',
      error: { type: 'error', error: { type: 'invalid_request_error', message: secret } },
    }),
    line('three', { type: 'canceled' }),
    line('four', { type: 'expired' }),
    line('five', { type: 'succeeded', message: { ...message, stop_reason: null } }),
  ];
  const { server, results } = await setUp(ended([...lines, '']));
  await using _ = server;
  const all = await results('one', 'two', 'three', 'four', 'five');
  expect(all).toMatchObject([
    {
      id: 'one',
      state: 'succeeded',
      completion: {
        responseId: 'msg_1',
        model: 'a-model-1',
        finishReason: 'tool-calls',
        usage: { inputTokens: 10, outputTokens: 7 },
        parts: [
          { type: 'reasoning', text: 'Hm.' },
          { type: 'text', text: 'Six.' },
          { type: 'tool-call', name: 'calculate', input: { expression: '2*3' } },
        ],
      },
    },
    { id: 'two', state: 'failed', error: { code: 'invalid-input' } },
    { id: 'three', state: 'cancelled' },
    { id: 'four', state: 'expired' },
    { id: 'five', state: 'failed', error: { code: 'stream-truncated' } },
  ]);
  expect(JSON.stringify(all)).not.toContain(secret);
  expect(server.received[1]?.path).toBe('/v1/messages/batches/msgbatch_1/results');
});

test('a batch that goes on has no results yet', async () => {
  const { server, results } = await setUp(() => ({ body: batch }));
  await using _ = server;
  await expect(results('one')).rejects.toMatchObject({ code: 'conflict' });
});

test('what is no result costs only itself', async () => {
  const lines = [
    secret,
    '{}',
    line('one', { type: 'new' }),
    line('two', { type: 'expired' }),
    line('two', { type: 'canceled' }),
    line('of-another-time', { type: 'expired' }),
  ];
  const { server, results } = await setUp(ended(lines));
  await using _ = server;
  const unread = { state: 'failed', error: { code: 'bad-response' } };
  expect(await results('one', 'two', 'three')).toMatchObject([
    { id: 'one', ...unread },
    { id: 'two', state: 'expired' },
    { id: 'three', ...unread },
  ]);
});

test('what has no results in it at all is not what the vendor sends', async () => {
  const { server, results } = await setUp(ended(['<html>', '</html>']));
  await using _ = server;
  await expect(results('one')).rejects.toMatchObject({
    code: 'bad-response',
    details: { situation: 'wrong-interface' },
  });
});

test('a tool is called by the name it has here', async () => {
  const tools = [{ name: 'a tool', description: '', inputSchema: {} }];
  const { server, batches } = await setUp(({ path }) => {
    if (!path.endsWith('/results')) return { body: over };
    const { requests } = JSON.parse(server.received[0]?.body ?? '') as {
      requests: { params: { tools: { name: string }[] } }[];
    };
    const name = requests[0]?.params.tools[0]?.name;
    const content = [{ type: 'tool_use', id: 'toolu_1', name, input: {} }];
    return { body: line('one', { type: 'succeeded', message: { ...message, content } }) };
  });
  await using _ = server;
  const prompts = [{ id: 'one', request: { ...request, tools } }];
  const id = await batches.create(prompts, { signal });
  expect(await allOf(batches.results(id, prompts, { signal }))).toMatchObject([
    { completion: { parts: [{ type: 'tool-call', name: 'a tool' }] } },
  ]);
});

test('a refusal is said like any other', async () => {
  const error = { type: 'authentication_error', message: secret };
  const { server, batches, results } = await setUp(() => ({
    status: 401,
    body: { error },
  }));
  await using _ = server;
  const refused = { code: 'authentication-failed', details: { httpStatus: 401 } };
  await expect(batches.create([], { signal })).rejects.toMatchObject(refused);
  await expect(batches.status('x', { signal })).rejects.toMatchObject(refused);
  await expect(results()).rejects.toMatchObject(refused);
});
