import { expect, it } from 'vitest';
import {
  askForWeather,
  firstThought,
  firstWords,
  lastWords,
  weatherCall,
} from '../__fixtures__/weather-loop.ts';
import { request } from './__fixtures__/ask.ts';
import { createGoogle } from './google.ts';

it('calls tools side by side, hands in their results and reads the answer, with a server of somebody else’s making', async () => {
  const ids = { Oslo: 'weather-1', Rome: 'weather-2' };
  const { first, second, requests } = await askForWeather({
    provider: (baseUrl) => createGoogle({ apiKey: 'key', baseUrl }),
    request: { ...request, reasoning: true },
    ids,
  });
  const startedAt = expect.any(Number) as number;
  const vendorOf = (id: string) => ({ provider: 'google', data: { id } });
  expect(first.finishReason).toBe('tool-calls');
  expect(first.parts).toStrictEqual([
    { type: 'reasoning', text: firstThought },
    { type: 'text', text: firstWords },
    { ...weatherCall(ids.Oslo, 'Oslo'), startedAt, vendor: vendorOf(ids.Oslo) },
    { ...weatherCall(ids.Rome, 'Rome'), startedAt, vendor: vendorOf(ids.Rome) },
  ]);
  expect(second.finishReason).toBe('stop');
  expect(second.parts).toStrictEqual([{ type: 'text', text: lastWords }]);
  expect(requests).toBe(2);
});
