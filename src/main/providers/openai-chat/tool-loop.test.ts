import { LLMock } from '@copilotkit/aimock';
import { expect, it } from 'vitest';
import type { Part } from '../../../shared/contract/message.ts';
import { groq } from '../groq/dialect.ts';
import { mistral } from '../mistral/dialect.ts';
import { ollama } from '../ollama/dialect.ts';
import { openrouter } from '../openrouter/dialect.ts';
import type { ModelMessage } from '../provider.ts';
import { plain, request } from './__fixtures__/wire.ts';
import { createChatCompletions } from './chat-completions.ts';

it.each([
  ['plain', { ...plain, path: '/v1' }],
  ['Groq’s', { ...groq, path: '/v1' }],
  ['Mistral’s', { ...mistral, path: '/v1' }],
  ['OpenRouter’s', { ...openrouter, path: '/v1' }],
  ['Ollama’s', ollama],
])(
  'calls a tool, hands in its result and reads the answer, in the %s dialect',
  async (_, dialect) => {
    const mock = await LLMock.create({ host: '127.0.0.1', port: 0 });
    const call = { id: 'abcDEF123', name: 'get_weather', arguments: '{"city":"Oslo"}' };
    mock.on(
      { hasToolResult: false },
      { content: 'Let me look.', toolCalls: [call], reasoning: 'Oslo is a city.' },
    );
    mock.on(
      { toolCallId: call.id, toolResultContains: '-3' },
      { content: 'It is -3 degrees in Oslo.' },
    );
    try {
      const provider = createChatCompletions(dialect)({ apiKey: 'key', baseUrl: mock.url });
      const signal = new AbortController().signal;
      const question: ModelMessage = {
        role: 'user',
        parts: [{ type: 'text', text: 'How cold is it in Oslo?' }],
      };
      const asked = {
        ...request,
        messages: [question],
        tools: [
          {
            name: 'get_weather',
            description: 'The weather in a city.',
            inputSchema: {
              type: 'object',
              properties: { city: { type: 'string' } },
              required: ['city'],
            },
          },
        ],
      };

      const first = await provider.complete(asked, { signal });
      expect(first.finishReason).toBe('tool-calls');
      expect(first.parts).toStrictEqual([
        {
          type: 'reasoning',
          text: 'Oslo is a city.',
          vendor: {
            provider: dialect.vendor.id,
            data: { model: 'a-model', field: 'reasoning_content' },
          },
        },
        { type: 'text', text: 'Let me look.' },
        {
          type: 'tool-call',
          id: call.id,
          name: 'get_weather',
          runner: 'tina',
          state: 'running',
          inputText: call.arguments,
          input: { city: 'Oslo' },
          startedAt: expect.any(Number),
        },
      ]);

      const done = first.parts.map((part): Part =>
        part.type === 'tool-call' ? { ...part, state: 'done', result: { degrees: -3 } } : part,
      );
      const second = await provider.complete(
        { ...asked, messages: [question, { role: 'assistant', parts: done }] },
        { signal },
      );
      expect(second.finishReason).toBe('stop');
      expect(second.parts).toStrictEqual([{ type: 'text', text: 'It is -3 degrees in Oslo.' }]);
      expect(mock.getRequests()).toHaveLength(2);
    } finally {
      await mock.stop();
    }
  },
);
