import { expect, it } from 'vitest';
import {
  askForWeather,
  firstThought,
  firstWords,
  lastWords,
  weatherCall,
} from '../__fixtures__/weather-loop.ts';
import { request } from './__fixtures__/ask.ts';
import { createAnthropic } from './anthropic.ts';

it('calls tools side by side, hands in their results and reads the answer, with a server of somebody else’s making', async () => {
  const ids = { Oslo: 'toolu_oslo', Rome: 'toolu_rome' };
  const { first, second, requests } = await askForWeather({
    provider: (baseUrl) => createAnthropic({ apiKey: 'key', baseUrl }),
    request: { ...request, reasoning: true },
    ids,
    reasoningSignature: 'signed-by-the-vendor',
  });
  const startedAt = expect.any(Number) as number;
  expect(first.finishReason).toBe('tool-calls');
  expect(first.parts).toStrictEqual([
    {
      type: 'reasoning',
      text: firstThought,
      vendor: {
        provider: 'anthropic',
        data: { type: 'thinking', signature: 'signed-by-the-vendor' },
      },
    },
    { type: 'text', text: firstWords },
    { ...weatherCall(ids.Oslo, 'Oslo'), startedAt },
    { ...weatherCall(ids.Rome, 'Rome'), startedAt },
  ]);
  expect(second.finishReason).toBe('stop');
  expect(second.parts).toStrictEqual([{ type: 'text', text: lastWords }]);
  expect(requests).toBe(2);
});
