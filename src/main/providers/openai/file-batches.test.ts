import { describe, expect, test } from 'vitest';
import { serveBatches } from '../__fixtures__/serve-batches.ts';
import type { BatchAnswer } from '../__fixtures__/serve-batches.ts';
import { serve } from '../__fixtures__/serve.ts';
import type { Received } from '../__fixtures__/serve.ts';
import { groq } from '../groq/dialect.ts';
import { createChatCompletions } from '../openai-chat/chat-completions.ts';
import type { ModelRequest } from '../provider.ts';
import { request as anyRequest } from './__fixtures__/ask.ts';
import { message, usage } from './__fixtures__/wire.ts';
import { createOpenAI } from './openai.ts';

const { signal } = new AbortController();
const secret = 'the-words-nobody-may-repeat';
const tools = [{ name: 'a tool', description: '', inputSchema: {} }];
const request: ModelRequest = { ...anyRequest, model: 'a-model', tools };
const promptsOf = (...ids: string[]) => ids.map((id) => ({ id, request }));

const counts = { total: 5, completed: 2, failed: 1 };
const batch = (fields: object = {}) => ({
  id: 'batch_1',
  object: 'batch',
  status: 'completed',
  output_file_id: 'file/out',
  error_file_id: 'file_err',
  request_counts: counts,
  ...fields,
});
const line = (id: string, fields: object) =>
  JSON.stringify({ id: `of_${id}`, custom_id: id, response: null, error: null, ...fields });
const answerLine = (id: string, body: unknown, status = 200) =>
  line(id, { response: { status_code: status, request_id: 'req_1', body } });

const vendors = [
  {
    name: 'OpenAI',
    base: '/v1',
    create: createOpenAI,
    endpoint: '/v1/responses',
    answer: (words: string) => ({
      id: 'resp_1',
      model: 'a-model-1',
      status: 'completed',
      output: [
        message(words),
        { type: 'function_call', id: 'fc_1', call_id: 'c_1', name: toolName(), arguments: '{}' },
      ],
      usage,
    }),
    unfinished: { id: 'resp_1', model: 'a-model-1', status: 'in_progress', output: [], usage },
  },
  {
    name: 'Groq',
    base: '/openai/v1',
    create: createChatCompletions(groq),
    endpoint: '/v1/chat/completions',
    answer: (words: string) => {
      const called = {
        id: 'c_1',
        type: 'function',
        function: { name: toolName(), arguments: '{}' },
      };
      return {
        id: 'resp_1',
        object: 'chat.completion',
        model: 'a-model-1',
        choices: [
          {
            index: 0,
            message: { role: 'assistant', content: words, tool_calls: [called] },
            finish_reason: 'tool_calls',
          },
        ],
        usage: { prompt_tokens: 12, completion_tokens: 9 },
      };
    },
    unfinished: { id: 'resp_1', model: 'a-model-1', choices: [{ index: 0, message: {} }] },
  },
];

/** As it was sent. */
let sentName = '';
const toolName = () => sentName;

describe.each(vendors)('batches of $name', ({ name, base, create, endpoint, ...vendor }) => {
  const make = (url: string) => create({ apiKey: 'a-key-0123456789', baseUrl: url + base });
  const setUp = (answer: (asked: Received) => BatchAnswer) =>
    serveBatches({ make, request, batch: 'batch_1' }, answer);

  /** Files by id; everything else is the batch. */
  const files =
    (named: Record<string, string>, said: object = batch()) =>
    (asked: Received) => {
      const [, id] = /\/files\/(.+)\/content$/.exec(asked.path) ?? [];
      return { body: id === undefined ? said : (named[decodeURIComponent(id)] ?? '') };
    };

  test('are a file of requests and an order to answer them', async () => {
    const { server, batches, asked } = await setUp(({ path }) => ({
      body: path.endsWith('/files') ? { id: 'file_in' } : batch({ status: 'validating' }),
    }));
    await using _ = server;
    expect(await batches.create(promptsOf('one', 'two'), { signal })).toBe('batch_1');
    expect(asked()).toEqual([`POST ${base}/files`, `POST ${base}/batches`]);
    const [file, order] = server.received;
    expect(file?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(file?.headers.authorization).toBe('Bearer a-key-0123456789');
    expect(file?.body).toMatch(/name="purpose"\r\n\r\nbatch\r\n/);
    expect(file?.body).toContain('filename="batch.jsonl"');
    const lines = (file?.body ?? '')
      .split('\n')
      .filter((text) => text.startsWith('{'))
      .map((text): unknown => JSON.parse(text));
    expect(lines).toMatchObject(
      ['one', 'two'].map((id) => ({
        custom_id: id,
        method: 'POST',
        url: endpoint,
        body: { model: 'a-model' },
      })),
    );
    expect(JSON.stringify(lines)).not.toContain('"stream');
    [, sentName = ''] = /"name":"(a_tool\w*)"/.exec(JSON.stringify(lines)) ?? [];
    expect(sentName).not.toBe('');
    expect(JSON.parse(order?.body ?? '')).toEqual({
      input_file_id: 'file_in',
      endpoint,
      completion_window: '24h',
    });
  });

  test('are of one model, and nothing is sent otherwise', async () => {
    const { server, batches } = await setUp(() => ({ body: '' }));
    await using _ = server;
    const mixed = [...promptsOf('one'), { id: 'two', request: { ...request, model: 'other' } }];
    for (const prompts of [mixed, []])
      await expect(batches.create(prompts, { signal })).rejects.toMatchObject({
        code: 'invalid-input',
      });
    expect(server.received).toEqual([]);
  });

  test('are ordered once, also when the answer to that is lost', async () => {
    const { server, batches, asked } = await setUp(({ path }) =>
      path.endsWith('/files') ? { body: { id: 'file_in' } } : 'lost',
    );
    await using _ = server;
    await expect(batches.create(promptsOf('one'), { signal })).rejects.toMatchObject({
      code: 'network-failed',
      details: { providerName: name },
    });
    expect(asked()).toEqual([`POST ${base}/files`, `POST ${base}/batches`]);
  });

  test.each([
    ['validating', { state: 'running', waiting: 2 }],
    ['in_progress', { state: 'running', waiting: 2 }],
    ['finalizing', { state: 'running', waiting: 2 }],
    ['cancelling', { state: 'cancelling', waiting: 2 }],
    ['completed', { state: 'ended', failed: 3 }],
    ['failed', { state: 'ended', failed: 3 }],
    ['cancelled', { state: 'ended', cancelled: 2 }],
    ['expired', { state: 'ended', expired: 2 }],
  ])('say how far they are: %s', async (status, expected) => {
    const { server, batches, results } = await setUp(() => ({ body: batch({ status }) }));
    await using _ = server;
    const none = { waiting: 0, failed: 1, cancelled: 0, expired: 0 };
    expect(await batches.status('batch_1', { signal })).toEqual({
      ...none,
      succeeded: 2,
      ...expected,
    });
    if (!expected.state.startsWith('ended'))
      await expect(results('one')).rejects.toMatchObject({ code: 'conflict', retryable: false });
  });

  test('can be stopped', async () => {
    const { server, batches, asked } = await setUp(() => ({
      body: batch({ status: 'cancelling', request_counts: null, output_file_id: null }),
    }));
    await using _ = server;
    await batches.cancel('batch/1', { signal });
    expect(asked()).toEqual([`POST ${base}/batches/batch%2F1/cancel`]);
  });

  test('have each prompt’s own end, and an answer is what it would have been at once', async () => {
    const out = [
      answerLine('one', vendor.answer('Six.')),
      answerLine('two', vendor.unfinished),
      answerLine('one', vendor.answer('Doubled.')),
      answerLine('of-another-time', vendor.answer('Nobody asked.')),
    ].join('\n');
    const limit = { code: 'rate_limit_exceeded', message: secret };
    const err = [
      answerLine('three', { error: limit }, 429),
      line('four', { error: { code: 'batch_expired', message: secret } }),
      line('five', { error: { code: 'batch_cancelled', message: secret } }),
      line('six', { error: { code: 'request_timeout', message: secret } }),
    ].join('\n');
    const { server, asked, results } = await setUp(files({ 'file/out': out, file_err: err }));
    await using _ = server;
    const all = await results('one', 'two', 'three', 'four', 'five', 'six');
    expect(all).toMatchObject([
      {
        id: 'one',
        state: 'succeeded',
        completion: {
          responseId: 'resp_1',
          model: 'a-model-1',
          finishReason: 'tool-calls',
          usage: { inputTokens: 12, outputTokens: 9 },
          parts: [
            { type: 'text', text: 'Six.' },
            { type: 'tool-call', name: 'a tool', input: {} },
          ],
        },
      },
      { id: 'two', state: 'failed', error: { code: 'stream-truncated' } },
      {
        id: 'three',
        state: 'failed',
        error: { code: 'rate-limited', details: { httpStatus: 429 } },
      },
      { id: 'four', state: 'expired' },
      { id: 'five', state: 'cancelled' },
      { id: 'six', state: 'failed', error: { code: 'timed-out' } },
    ]);
    expect(JSON.stringify(all)).not.toContain(secret);
    expect(asked()).toEqual([
      `GET ${base}/batches/batch_1`,
      `GET ${base}/files/file%2Fout/content`,
      `GET ${base}/files/file_err/content`,
    ]);
  });

  test('lose no more to a bad line than that line', async () => {
    const out = [
      secret,
      '[]',
      line('one', {}),
      answerLine('two', secret),
      answerLine('three', vendor.answer('Here.')),
      '{"custom_id":"four"',
    ].join('\n');
    const { server, results } = await setUp(
      files({ 'file/out': out }, batch({ error_file_id: null })),
    );
    await using _ = server;
    expect(await results('one', 'two', 'three', 'four')).toMatchObject([
      { id: 'one', state: 'failed', error: { code: 'bad-response' } },
      { id: 'two', state: 'failed', error: { code: 'stream-truncated' } },
      { id: 'three', state: 'succeeded' },
      { id: 'four', state: 'failed', error: { code: 'bad-response' } },
    ]);
  });

  test.each([
    ['cancelled', { state: 'cancelled' }],
    ['expired', { state: 'expired' }],
    ['completed', { state: 'failed', error: { code: 'bad-response' } }],
    ['failed', { state: 'failed', error: { code: 'unknown-model' } }],
  ])('that are %s say so of a prompt that nothing was told of', async (status, expected) => {
    const errors = { data: [{ code: 'model_not_found', message: secret, line: 1 }] };
    const said = batch({ status, errors, output_file_id: null, error_file_id: null });
    const { server, results } = await setUp(() => ({ body: said }));
    await using _ = server;
    const all = await results('one');
    expect(all).toMatchObject([{ id: 'one', ...expected }]);
    expect(JSON.stringify(all)).not.toContain(secret);
  });

  test('keep what was read before the connection broke', async () => {
    const good = answerLine('one', vendor.answer('Here.'));
    const server = await serve((response, { path }) => {
      if (!path.endsWith('/content')) return void response.end(JSON.stringify(batch()));
      response.writeHead(200, { 'content-length': '100000' });
      response.write(`${good}\n`, () => setImmediate(() => response.destroy()));
    });
    await using _ = server;
    const results = make(server.url).batches?.results('batch_1', promptsOf('one', 'two'), {
      signal,
    });
    const iterator = results?.[Symbol.asyncIterator]();
    expect((await iterator?.next())?.value).toMatchObject({ id: 'one', state: 'succeeded' });
    await expect(iterator?.next()).rejects.toMatchObject({ code: 'network-failed' });
  });

  test('are refused like anything else', async () => {
    const error = { code: 'invalid_api_key', message: secret };
    const { server, batches, results } = await setUp(() => ({ status: 401, body: { error } }));
    await using _ = server;
    const refused = { code: 'authentication-failed', details: { httpStatus: 401 } };
    await expect(batches.create(promptsOf('one'), { signal })).rejects.toMatchObject(refused);
    await expect(batches.status('x', { signal })).rejects.toMatchObject(refused);
    await expect(batches.cancel('x', { signal })).rejects.toMatchObject(refused);
    await expect(results('one')).rejects.toMatchObject(refused);
  });
});
