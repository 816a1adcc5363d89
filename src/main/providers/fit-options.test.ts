import { expect, test } from 'vitest';
import type { Model } from '../../shared/contract/providers.ts';
import { fitOptions } from './fit-options.ts';

const wished = {
  effort: 'high' as const,
  temperature: 0,
  maxOutputTokens: 5000,
  webSearch: true,
};
const able: Pick<Model, 'abilities' | 'maxOutputTokens'> = {
  maxOutputTokens: 8000,
  abilities: {
    tools: true,
    reasoning: true,
    images: true,
    pdf: true,
    efforts: ['low', 'high'],
    temperature: true,
    webSearch: true,
  },
};

test('what the model can do is asked of it', () => {
  expect(fitOptions(wished, able)).toEqual(wished);
  expect(fitOptions({}, able)).toEqual({});
});

test('what it cannot do is left out', () => {
  const { tools, reasoning, images, pdf } = able.abilities;
  const abilities = { tools, reasoning, images, pdf, efforts: ['low' as const] };
  expect(fitOptions(wished, { abilities })).toEqual({ maxOutputTokens: 5000 });
});

test('an answer is not allowed to be longer than the model can write', () => {
  expect(fitOptions(wished, { ...able, maxOutputTokens: 4000 }).maxOutputTokens).toBe(4000);
});

test.each([
  [2, 1, 1],
  [1, 1, 1],
  [0.3, 1, 0.3],
  [0, 1.5, 0],
  [2, undefined, 2],
])('of a temperature of %d a model that takes at most %d is told %d', (temperature, most, told) => {
  const abilities = { ...able.abilities, ...(most === undefined ? {} : { maxTemperature: most }) };
  expect(fitOptions({ temperature }, { abilities })).toEqual({ temperature: told });
});

test('of a model that nobody knows nothing is expected but an answer of some length', () => {
  expect(fitOptions(wished, undefined)).toEqual({ maxOutputTokens: 5000 });
});
