import { expect, it } from 'vitest';
import {
  askForWeather,
  firstThought,
  firstWords,
  lastWords,
  weatherCall,
} from '../__fixtures__/weather-loop.ts';
import { groq } from '../groq/dialect.ts';
import { mistral } from '../mistral/dialect.ts';
import { ollama } from '../ollama/dialect.ts';
import { openrouter } from '../openrouter/dialect.ts';
import { plain, request } from './__fixtures__/wire.ts';
import { createChatCompletions } from './chat-completions.ts';

it.each([
  ['plain', { ...plain, path: '/v1' }],
  ['Groq’s', { ...groq, path: '/v1' }],
  ['Mistral’s', { ...mistral, path: '/v1' }],
  ['OpenRouter’s', { ...openrouter, path: '/v1' }],
  ['Ollama’s', ollama],
])(
  'calls tools side by side, hands in their results and reads the answer, in the %s dialect',
  async (_, dialect) => {
    const ids = { Oslo: 'abcDEF123', Rome: 'abcDEF456' };
    const { first, second, requests } = await askForWeather({
      provider: (baseUrl) => createChatCompletions(dialect)({ apiKey: 'key', baseUrl }),
      request,
      ids,
    });
    const startedAt = expect.any(Number) as number;
    expect(first.finishReason).toBe('tool-calls');
    expect(first.parts).toStrictEqual([
      {
        type: 'reasoning',
        text: firstThought,
        vendor: {
          provider: dialect.vendor.id,
          data: { model: 'a-model', field: 'reasoning_content' },
        },
      },
      { type: 'text', text: firstWords },
      { ...weatherCall(ids.Oslo, 'Oslo'), startedAt },
      { ...weatherCall(ids.Rome, 'Rome'), startedAt },
    ]);
    expect(second.finishReason).toBe('stop');
    expect(second.parts).toStrictEqual([{ type: 'text', text: lastWords }]);
    expect(requests).toBe(2);
  },
);
