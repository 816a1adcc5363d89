import { expect, test } from 'vitest';
import { serveBatches } from '../__fixtures__/serve-batches.ts';
import { serve } from '../__fixtures__/serve.ts';
import type { Received } from '../__fixtures__/serve.ts';
import type { ModelRequest } from '../provider.ts';
import { request as anyRequest } from './__fixtures__/ask.ts';
import { ended } from './__fixtures__/wire.ts';
import { createGoogle } from './google.ts';

const { signal } = new AbortController();
const secret = 'the-words-nobody-may-repeat';
const tools = [{ name: 'a tool', description: '', inputSchema: {} }];
const request: ModelRequest = { ...anyRequest, model: 'gemini-x', tools };
const promptsOf = (...ids: string[]) => ids.map((id) => ({ id, request }));

const name = 'batches/abc';
const operation = (state: string, metadata: object = {}, fields: object = {}) => ({
  name,
  metadata: {
    '@type': 'type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatch',
    state,
    batchStats: { requestCount: '5', successfulRequestCount: '2', pendingRequestCount: '3' },
    ...metadata,
  },
  ...fields,
});
const inline = (...answers: unknown[]) => ({ inlinedResponses: { inlinedResponses: answers } });
const answer = (key: string, fields: object) => ({ metadata: { key }, ...fields });

const make = (baseUrl: string) => createGoogle({ apiKey: 'a-key-0123456789', baseUrl });
const setUp = (said: (asked: Received) => unknown, status = 200) =>
  serveBatches({ make, request, batch: name }, (asked) => {
    const body = said(asked);
    return body === 'lost' ? body : { status, body };
  });

test('a batch is sent with its requests, each with its key', async () => {
  const { server, batches, asked } = await setUp(() => operation('BATCH_STATE_PENDING'));
  await using _ = server;
  expect(await batches.create(promptsOf('one', 'two'), { signal })).toBe(name);
  expect(asked()).toEqual(['POST /v1beta/models/gemini-x:batchGenerateContent']);
  const contents = [{ role: 'user', parts: [{ text: 'Hello' }] }];
  const systemInstruction = { parts: [{ text: 'Be brief.' }] };
  expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({
    batch: {
      displayName: 'tina',
      inputConfig: {
        requests: {
          requests: ['one', 'two'].map((key) => ({
            request: { contents, systemInstruction },
            metadata: { key },
          })),
        },
      },
    },
  });
});

test('a batch is of one model, and nothing is sent otherwise', async () => {
  const { server, batches } = await setUp(() => '');
  await using _ = server;
  const mixed = [...promptsOf('one'), { id: 'two', request: { ...request, model: 'other' } }];
  for (const prompts of [mixed, []])
    await expect(batches.create(prompts, { signal })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  expect(server.received).toEqual([]);
});

test('a batch is ordered once, also when the answer to that is lost', async () => {
  const { server, batches } = await setUp(() => 'lost');
  await using _ = server;
  await expect(batches.create(promptsOf('one'), { signal })).rejects.toMatchObject({
    code: 'network-failed',
  });
  expect(server.received).toHaveLength(1);
});

test.each([
  ['BATCH_STATE_PENDING', { state: 'running', waiting: 3 }],
  ['BATCH_STATE_RUNNING', { state: 'running', waiting: 3 }],
  ['JOB_STATE_RUNNING', { state: 'running', waiting: 3 }],
  ['BATCH_STATE_OF_TOMORROW', { state: 'running', waiting: 3 }],
  ['BATCH_STATE_SUCCEEDED', { state: 'ended', failed: 3 }],
  ['BATCH_STATE_FAILED', { state: 'ended', failed: 3 }],
  ['BATCH_STATE_CANCELLED', { state: 'ended', cancelled: 3 }],
  ['BATCH_STATE_EXPIRED', { state: 'ended', expired: 3 }],
])('how far it is: %s', async (state, expected) => {
  const { server, batches, asked, results } = await setUp(() => operation(state));
  await using _ = server;
  const none = { waiting: 0, succeeded: 2, failed: 0, cancelled: 0, expired: 0 };
  expect(await batches.status(name, { signal })).toEqual({ ...none, ...expected });
  if (expected.state === 'running')
    await expect(results('one')).rejects.toMatchObject({ code: 'conflict' });
  expect(asked()[0]).toBe('GET /v1beta/batches/abc');
});

test('it can be stopped', async () => {
  const { server, batches, asked } = await setUp(() => ({}));
  await using _ = server;
  await batches.cancel('batches/a b', { signal });
  expect(asked()).toEqual(['POST /v1beta/batches/a%20b:cancel']);
});

test.each(['metadata', 'response'])(
  'each prompt has its own end, wherever the answers are: %s',
  async (where) => {
    const { server, batches, asked, results } = await setUp(({ method }) => {
      if (method === 'POST') return operation('BATCH_STATE_PENDING');
      const sent = /"name":"(a_tool\w*)"/.exec(server.received[0]?.body ?? '')?.[1];
      const output = inline(
        answer('one', {
          response: ended('STOP', [{ text: 'Six.' }, { functionCall: { name: sent, args: {} } }]),
        }),
        answer('one', { response: ended('STOP', [{ text: 'Doubled.' }]) }),
        answer('of-another-time', { response: ended('STOP', [{ text: 'Nobody asked.' }]) }),
        answer('two', { response: { usageMetadata: { promptTokenCount: 4 }, candidates: [] } }),
        answer('three', { error: { code: 8, message: secret } }),
        answer('four', { error: { code: 1, message: secret } }),
        answer('five', { error: { code: 400, message: secret } }),
        answer('six', {}),
        secret,
        { response: ended('STOP', [{ text: secret }]) },
      );
      return where === 'metadata'
        ? operation('BATCH_STATE_SUCCEEDED', { output })
        : operation('BATCH_STATE_SUCCEEDED', {}, { done: true, response: output });
    });
    await using _ = server;
    const ids = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
    await batches.create(promptsOf(...ids), { signal });
    const all = await results(...ids);
    expect(all).toMatchObject([
      {
        id: 'one',
        state: 'succeeded',
        completion: {
          responseId: 'resp_1',
          finishReason: 'tool-calls',
          usage: { inputTokens: 10, outputTokens: 8 },
          parts: [
            { type: 'text', text: 'Six.' },
            { type: 'tool-call', name: 'a tool' },
          ],
        },
      },
      {
        id: 'two',
        state: 'failed',
        error: { code: 'stream-truncated' },
        usage: { inputTokens: 4 },
      },
      { id: 'three', state: 'failed', error: { code: 'rate-limited' } },
      { id: 'four', state: 'failed', error: { code: 'provider-failed' } },
      { id: 'five', state: 'failed', error: { code: 'invalid-input' } },
      { id: 'six', state: 'failed', error: { code: 'bad-response' } },
      { id: 'seven', state: 'failed', error: { code: 'bad-response' } },
    ]);
    expect(JSON.stringify(all)).not.toContain(secret);
    expect(asked()[1]).toBe('GET /v1beta/batches/abc');
  },
);

test.each([
  ['BATCH_STATE_CANCELLED', { state: 'cancelled' }],
  ['BATCH_STATE_EXPIRED', { state: 'expired' }],
  ['BATCH_STATE_FAILED', { state: 'failed', error: { code: 'invalid-input' } }],
])('a batch that ended without answers says how: %s', async (state, expected) => {
  const error = { code: 3, message: secret };
  const { server, results } = await setUp(() => operation(state, {}, { done: true, error }));
  await using _ = server;
  const all = await results('one');
  expect(all).toMatchObject([{ id: 'one', ...expected }]);
  expect(JSON.stringify(all)).not.toContain(secret);
});

test('more than anybody can keep is refused', async () => {
  const piece = 'x'.repeat(1024 * 1024);
  const server = await serve((response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    let left = 65;
    const write = () => {
      if (left-- > 0 && !response.destroyed) response.write(piece, write);
      else response.end();
    };
    write();
  });
  await using _ = server;
  await expect(make(server.url).batches?.status(name, { signal })).rejects.toMatchObject({
    code: 'too-large',
    details: { provider: 'google' },
  });
});

test('a refusal is said like any other', async () => {
  const error = { code: 403, status: 'PERMISSION_DENIED', message: secret };
  const { server, batches, results } = await setUp(() => ({ error }), 403);
  await using _ = server;
  const refused = { code: 'permission-denied', details: { httpStatus: 403 } };
  await expect(batches.create(promptsOf('one'), { signal })).rejects.toMatchObject(refused);
  await expect(batches.status(name, { signal })).rejects.toMatchObject(refused);
  await expect(batches.cancel(name, { signal })).rejects.toMatchObject(refused);
  await expect(results('one')).rejects.toMatchObject(refused);
});
