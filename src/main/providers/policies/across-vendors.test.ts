import { expect, test } from 'vitest';
import { createFakeClock } from '../../../shared/clock.ts';
import { settingsSchema } from '../../../shared/contract/settings.ts';
import { sendStream, serve } from '../__fixtures__/serve.ts';
import type { Received } from '../__fixtures__/serve.ts';
import { anthropicEntry } from '../anthropic/entry.ts';
import { toSse } from '../anthropic/__fixtures__/wire.ts';
import { collectStream } from '../collect-stream.ts';
import { groqEntry } from '../groq/entry.ts';
import type { ModelMessage, ModelRequest } from '../provider.ts';
import { createRegistry } from '../registry.ts';
import type { StreamBatch, StreamPart } from '../stream-part.ts';
import type { RecordedAttempt } from './compose.ts';

const signature = 'c2lnbmF0dXJlLW9mLWFudGhyb3BpYw==';
const tool = {
  name: 'calculate',
  description: 'Calculates.',
  inputSchema: { type: 'object', properties: { expression: { type: 'string' } } },
};
const question: ModelMessage = {
  role: 'user',
  parts: [{ type: 'text', text: 'What is 6 times 7?' }],
};
const asked: ModelRequest = {
  model: 'claude-sonnet-5-5',
  systemPrompt: '',
  messages: [question],
  tools: [tool],
  reasoning: true,
  temperature: 0.5,
};

/** It thinks, and wants a tool run. */
const thoughtAndCall = [
  {
    type: 'message_start',
    message: {
      id: 'msg_1',
      model: 'claude-sonnet-5-5',
      usage: { input_tokens: 30, output_tokens: 1 },
    },
  },
  {
    type: 'content_block_start',
    index: 0,
    content_block: { type: 'thinking', thinking: 'Six sevens.', signature },
  },
  { type: 'content_block_stop', index: 0 },
  {
    type: 'content_block_start',
    index: 1,
    content_block: {
      type: 'tool_use',
      id: 'toolu_1',
      name: 'calculate',
      input: { expression: '6*7' },
    },
  },
  { type: 'content_block_stop', index: 1 },
  { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 20 } },
  { type: 'message_stop' },
]
  .map(toSse)
  .join('');

const chunk = (fields: object) =>
  `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', model: 'a-model', ...fields })}\n\n`;
const groqAnswer = [
  chunk({ choices: [{ index: 0, delta: { role: 'assistant', content: 'It is 42.' } }] }),
  chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
  chunk({ choices: [], usage: { prompt_tokens: 1_000_000, completion_tokens: 500_000 } }),
  'data: [DONE]\n\n',
].join('');

test('another vendor goes on in the middle of a tool loop, and what it did is counted as its own', async () => {
  await using anthropic = await serve((response) => {
    if (anthropic.received.length === 1) return sendStream(response, thoughtAndCall);
    response.writeHead(529, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { type: 'overloaded_error', message: 'No.' } }));
  });
  await using groq = await serve((response) => sendStream(response, groqAnswer));
  const clock = createFakeClock(1_000);
  const records: RecordedAttempt[] = [];
  const settings = settingsSchema.parse({
    providers: { anthropic: { baseUrl: anthropic.url }, groq: { baseUrl: groq.url } },
    fallbacks: { 'anthropic/claude-sonnet-5-5': [{ provider: 'groq', model: 'a-model' }] },
    modelOverrides: { 'groq/a-model': { price: { input: 0.25, output: 1.5 } } },
  });
  const registry = createRegistry({
    entries: [anthropicEntry, groqEntry],
    settings: () => settings,
    environment: {},
    storedKeys: (id) => [
      {
        id: '1',
        value: `key-of-${id}-0123456789`,
        place: 'session',
        origin: id === 'groq' ? groq.url : anthropic.url,
      },
    ],
    record: (attempt) => void records.push(attempt),
    clock,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    random: () => 0,
  });
  const provider = await registry.get('anthropic', { conversationId: 'c', messageId: 'm' });
  const states: StreamPart[] = [];
  /** Lets time pass over every wait there is. */
  async function* impatient(stream: AsyncIterable<StreamBatch>): AsyncGenerator<StreamBatch> {
    for await (const batch of stream) {
      for (const part of batch) {
        if (part.type === 'retrying') setImmediate(() => clock.advance(part.at - clock.now()));
        if (part.type === 'retrying' || part.type === 'fell-back') states.push(part);
      }
      yield batch;
    }
  }
  const { signal } = new AbortController();
  const ask = (request: ModelRequest) =>
    collectStream(impatient(provider.stream(request, { signal })));

  const first = await ask(asked);
  expect(first.finishReason).toBe('tool-calls');
  const answered = first.parts.map((part) =>
    part.type === 'tool-call' ? { ...part, state: 'done' as const, result: '42' } : part,
  );
  const second = await ask({
    ...asked,
    messages: [question, { role: 'assistant', parts: answered }],
  });

  expect(second).toMatchObject({
    model: 'a-model',
    parts: [{ type: 'text', text: 'It is 42.' }],
    usage: { inputTokens: 1_000_000, outputTokens: 500_000 },
  });
  expect(states).toMatchObject([
    { type: 'retrying', attempt: 1, of: 3 },
    { type: 'retrying', attempt: 2, of: 3 },
    {
      type: 'fell-back',
      from: { provider: 'anthropic', model: 'claude-sonnet-5-5' },
      to: { provider: 'groq', model: 'a-model' },
      error: { code: 'retries-exhausted', details: { attempts: 3, situation: 'tried-in-vain' } },
    },
  ]);
  expect(anthropic.received).toHaveLength(4);
  const [sent] = groq.received as readonly [Received, ...Received[]];
  expect(sent.headers['authorization']).toBe('Bearer key-of-groq-0123456789');
  expect(sent.body).not.toContain(signature);
  expect(sent.body).not.toContain('temperature');
  expect(JSON.parse(sent.body)).toMatchObject({ model: 'a-model' });
  expect(sent.body).toContain('6*7');
  expect(sent.body).toContain('42');
  expect(
    records.map(({ provider: id, model, outcome, attemptNumber }) =>
      [id, model, outcome, attemptNumber].join(' '),
    ),
  ).toEqual([
    'anthropic claude-sonnet-5-5 complete 1',
    'anthropic claude-sonnet-5-5 provider-failed 1',
    'anthropic claude-sonnet-5-5 provider-failed 2',
    'anthropic claude-sonnet-5-5 provider-failed 3',
    'groq a-model complete 1',
  ]);
  // 1,000,000 × 0.25 $ + 500,000 × 1.50 $ a million.
  expect(records.at(-1)?.costNanoUsd).toBe(1_000_000_000);
  await registry.dispose();
});
