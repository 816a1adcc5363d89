import { LLMock } from '@copilotkit/aimock';
import { expect, it } from 'vitest';
import type { Part } from '../../../shared/contract/message.ts';
import type { ModelMessage } from '../provider.ts';
import { request } from './__fixtures__/ask.ts';
import { createOpenAI } from './openai.ts';

it('calls tools side by side, hands in their results and reads the answer, with a server of somebody else’s making', async () => {
  const mock = await LLMock.create({ host: '127.0.0.1', port: 0 });
  const oslo = { id: 'call_oslo', name: 'get_weather', arguments: '{"city":"Oslo"}' };
  const rome = { id: 'call_rome', name: 'get_weather', arguments: '{"city":"Rome"}' };
  mock.on(
    { hasToolResult: false },
    { content: 'Let me look.', toolCalls: [oslo, rome], reasoning: 'Two cities.' },
  );
  mock.on(
    { toolCallId: rome.id, toolResultContains: '21' },
    { content: 'It is -3 degrees in Oslo and 21 in Rome.' },
  );
  try {
    const provider = createOpenAI({ apiKey: 'key', baseUrl: `${mock.url}/v1` });
    const signal = new AbortController().signal;
    const question: ModelMessage = {
      role: 'user',
      parts: [{ type: 'text', text: 'How cold is it in Oslo, and in Rome?' }],
    };
    const asked = {
      ...request,
      model: 'gpt-5.4',
      reasoning: true,
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
    const running = (call: typeof oslo): Part => ({
      type: 'tool-call',
      id: call.id,
      name: call.name,
      runner: 'tina',
      state: 'running',
      inputText: call.arguments,
      input: JSON.parse(call.arguments) as unknown,
      startedAt: expect.any(Number) as number,
      vendor: {
        provider: 'openai',
        data: { type: 'function_call', id: expect.stringMatching(/^fc/) as string },
      },
    });

    const first = await provider.complete(asked, { signal });
    expect(first.finishReason).toBe('tool-calls');
    expect(first.parts).toStrictEqual([
      {
        type: 'reasoning',
        text: 'Two cities.',
        vendor: {
          provider: 'openai',
          data: {
            type: 'reasoning',
            id: expect.stringMatching(/^rs/) as string,
            summary: [{ type: 'summary_text', text: 'Two cities.' }],
            encrypted_content: expect.any(String) as string,
          },
        },
      },
      { type: 'text', text: 'Let me look.' },
      running(oslo),
      running(rome),
    ]);

    const degrees = new Map([
      [oslo.id, -3],
      [rome.id, 21],
    ]);
    const handedIn = first.parts.map((part): Part =>
      part.type === 'tool-call'
        ? { ...part, state: 'done', result: { degrees: degrees.get(part.id) } }
        : part,
    );
    const second = await provider.complete(
      { ...asked, messages: [question, { role: 'assistant', parts: handedIn }] },
      { signal },
    );
    expect(second.finishReason).toBe('stop');
    expect(second.parts.filter(({ type }) => type !== 'reasoning')).toStrictEqual([
      { type: 'text', text: 'It is -3 degrees in Oslo and 21 in Rome.' },
    ]);
    expect(mock.getRequests()).toHaveLength(2);
  } finally {
    await mock.stop();
  }
});
