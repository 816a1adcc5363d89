import { expect, it } from 'vitest';
import {
  askForWeather,
  firstThought,
  firstWords,
  lastWords,
  weatherCall,
} from '../__fixtures__/weather-loop.ts';
import { request } from './__fixtures__/ask.ts';
import { createOpenAI } from './openai.ts';

it('calls tools side by side, hands in their results and reads the answer, with a server of somebody else’s making', async () => {
  const ids = { Oslo: 'call_oslo', Rome: 'call_rome' };
  const { first, second, requests } = await askForWeather({
    provider: (url) => createOpenAI({ apiKey: 'key', baseUrl: `${url}/v1` }),
    request: { ...request, model: 'gpt-5.4', reasoning: true },
    ids,
  });
  const ofCall = {
    startedAt: expect.any(Number) as number,
    vendor: {
      provider: 'openai',
      data: { type: 'function_call', id: expect.stringMatching(/^fc/) as string },
    },
  };
  expect(first.finishReason).toBe('tool-calls');
  expect(first.parts).toStrictEqual([
    {
      type: 'reasoning',
      text: firstThought,
      vendor: {
        provider: 'openai',
        data: {
          type: 'reasoning',
          id: expect.stringMatching(/^rs/) as string,
          summary: [{ type: 'summary_text', text: firstThought }],
          encrypted_content: expect.any(String) as string,
        },
      },
    },
    { type: 'text', text: firstWords },
    { ...weatherCall(ids.Oslo, 'Oslo'), ...ofCall },
    { ...weatherCall(ids.Rome, 'Rome'), ...ofCall },
  ]);
  expect(second.finishReason).toBe('stop');
  expect(second.parts.filter(({ type }) => type !== 'reasoning')).toStrictEqual([
    { type: 'text', text: lastWords },
  ]);
  expect(requests).toBe(2);
});
