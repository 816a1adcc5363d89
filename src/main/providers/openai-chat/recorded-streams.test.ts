import { describe, expect, it } from 'vitest';
import { ask } from '../__fixtures__/ask.ts';
import { bytesOf, fetchOf } from '../__fixtures__/cut-bytes.ts';
import { recordedIn } from '../__fixtures__/recorded.ts';
import { sendStream, serve } from '../__fixtures__/serve.ts';
import { deepseek } from '../deepseek/dialect.ts';
import { groq } from '../groq/dialect.ts';
import { mistral } from '../mistral/dialect.ts';
import type { StreamPart } from '../stream-part.ts';
import { plain, request, toSse } from './__fixtures__/wire.ts';
import { createChatCompletions } from './chat-completions.ts';
import type { Dialect } from './dialect.ts';

const chat = recordedIn('openai-chat');
const groqs = recordedIn('groq');
const others = recordedIn('openai-compatible');

const recorded = [
  ...chat.responses.map((response) => ({ ...response, dialect: plain })),
  ...groqs.responses.map((response) => ({ ...response, dialect: groq })),
  ...others.responses.map((response) => ({
    ...response,
    dialect: response.name.startsWith('deepseek') ? deepseek : mistral,
  })),
];

describe.skipIf(!chat.isHere)('recorded streams', () => {
  it.each(recorded)(
    '$name gives the same however its bytes are cut',
    async ({ events, dialect }) => {
      const text = toSse(...events, '[DONE]');
      const whole = await askOver(dialect, bytesOf(text));
      expect(whole.at(-1)).toMatchObject({ type: 'finish' });
      const perLine = [...events, '[DONE]'].flatMap((event) => bytesOf(toSse(event)));
      expect(await askOver(dialect, perLine)).toStrictEqual(whole);
      for (const size of [1, 7, 64])
        expect(await askOver(dialect, bytesOf(text, size))).toStrictEqual(whole);
      expect(await askOver(dialect, bytesOf(text.replaceAll('\n', '\r\n'), 5))).toStrictEqual(
        whole,
      );
      // Not everyone says that it is over.
      expect(await askOver(dialect, bytesOf(toSse(...events)))).toStrictEqual(whole);

      await using server = await serve((response) => sendStream(response, text));
      const provider = createChatCompletions({ ...dialect, requestIdHeader: 'request-id' })({
        apiKey: 'key',
        baseUrl: server.url,
      });
      expect(await ask(provider, request)).toStrictEqual([
        { type: 'connected', requestId: 'req_1' },
        ...whole.slice(1),
      ]);
    },
  );

  it.each(recorded)('$name reads every word', async ({ events, dialect }) => {
    const said = events.map((event) => contentOf(JSON.parse(event))).join('');
    const parts = await askOver(dialect, bytesOf(toSse(...events)));
    const read = parts.map((part) => (part.type === 'text-delta' ? part.delta : '')).join('');
    expect(read).toBe(said);
  });

  it('reads a text of Mistral’s', async () => {
    expect(await answerOf('mistral-text#1')).toStrictEqual([
      { type: 'connected' },
      {
        type: 'response-start',
        responseId: '5319bd0299614c679a0068a4f2c8ffd0',
        model: 'mistral-small-latest',
      },
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'Hello, world! This is a test response.' },
      { type: 'usage', usage: { inputTokens: 13, outputTokens: 8 } },
      { type: 'text-end', id: '0' },
      {
        type: 'finish',
        reason: 'stop',
        rawReason: 'stop',
        usage: { inputTokens: 13, outputTokens: 8 },
      },
    ]);
  });

  it('reads a call of Groq’s, whose arguments come in one piece', async () => {
    const usage = { inputTokens: 210, outputTokens: 15 };
    expect(await answerOf('groq-tool-call#1')).toStrictEqual([
      { type: 'connected' },
      {
        type: 'response-start',
        responseId: 'chatcmpl-b610d559-f156-4aca-8827-24b4fe6af54f',
        model: 'llama-3.3-70b-versatile',
      },
      { type: 'tool-input-start', id: 'tk85n1k4m', name: 'weather', runner: 'tina' },
      { type: 'tool-input-delta', id: 'tk85n1k4m', delta: '{}' },
      { type: 'usage', usage },
      { type: 'tool-call', id: 'tk85n1k4m', name: 'weather', runner: 'tina', input: {} },
      { type: 'finish', reason: 'tool-calls', rawReason: 'tool_calls', usage },
    ]);
  });

  it('reads a call through Mistral, whose name comes once and empty after that', async () => {
    const id = 'chatcmpl-tool-9f149c74c42f265b';
    const usage = { inputTokens: 171, outputTokens: 14, cacheReadTokens: 128 };
    expect(await answerOf('mistral-incremental-tool-call#1')).toStrictEqual([
      { type: 'connected' },
      {
        type: 'response-start',
        responseId: '735e434874a24f68a2390b3cab149242',
        model: 'zai-glm-5-2',
      },
      { type: 'tool-input-start', id, name: 'webSearchTool', runner: 'tina' },
      { type: 'tool-input-delta', id, delta: '{"query": "current Berlin weather"}' },
      { type: 'usage', usage },
      {
        type: 'tool-call',
        id,
        name: 'webSearchTool',
        runner: 'tina',
        input: { query: 'current Berlin weather' },
      },
      { type: 'finish', reason: 'tool-calls', rawReason: 'tool_calls', usage },
    ]);
  });

  it('reads what DeepSeek thinks and calls', async () => {
    const parts = await answerOf('deepseek-tool-call#1');
    const usage = {
      inputTokens: 339,
      outputTokens: 83,
      cacheReadTokens: 320,
      reasoningTokens: 39,
    };
    expect(parts).toStrictEqual([
      { type: 'connected' },
      {
        type: 'response-start',
        responseId: 'cca85624-4056-401f-b220-d77601d1f70d',
        model: 'deepseek-reasoner',
      },
      { type: 'reasoning-start', id: '0' },
      {
        type: 'reasoning-delta',
        id: '0',
        delta: expect.stringMatching(/^The user is asking for the weather/),
      },
      {
        type: 'reasoning-end',
        id: '0',
        vendor: {
          provider: 'deepseek',
          data: { model: 'a-model', field: 'reasoning_content' },
        },
      },
      {
        type: 'tool-input-start',
        id: expect.stringMatching(/^call_/),
        name: 'weather',
        runner: 'tina',
      },
      {
        type: 'tool-input-delta',
        id: expect.any(String),
        delta: '{"location": "San Francisco"}',
      },
      { type: 'usage', usage },
      {
        type: 'tool-call',
        id: expect.any(String),
        name: 'weather',
        runner: 'tina',
        input: { location: 'San Francisco' },
      },
      { type: 'finish', reason: 'tool-calls', rawReason: 'tool_calls', usage },
    ]);
  });
});

async function askOver(dialect: Dialect, pieces: readonly Uint8Array[]): Promise<StreamPart[]> {
  const options = { apiKey: 'key', baseUrl: undefined };
  return ask(createChatCompletions(dialect)(options, { fetch: fetchOf(pieces) }), request);
}

async function answerOf(name: string): Promise<StreamPart[]> {
  const found = recorded.find((response) => response.name === name);
  if (found === undefined) throw new Error(`${name} is not there.`);
  return askOver(found.dialect, bytesOf(toSse(...found.events, '[DONE]')));
}

function contentOf(event: { choices: { delta: { content?: string | null } }[] }): string {
  return event.choices.map(({ delta }) => delta.content ?? '').join('');
}
