import { expect, test } from 'vitest';
import type { Model } from '../../shared/contract/providers.ts';
import { fitRequest } from './fit-request.ts';

const plain = { model: 'm', systemPrompt: '', tools: [], reasoning: true };
const wished = {
  ...plain,
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
  expect(fitRequest(wished, able)).toEqual(wished);
  expect(fitRequest(plain, able)).toEqual(plain);
});

test('what it cannot do is left out', () => {
  const { tools, reasoning, images, pdf } = able.abilities;
  const abilities = { tools, reasoning, images, pdf, efforts: ['low' as const] };
  expect(fitRequest(wished, { abilities })).toEqual({ ...plain, maxOutputTokens: 5000 });
});

test('an answer is not allowed to be longer than the model can write', () => {
  expect(fitRequest(wished, { ...able, maxOutputTokens: 4000 }).maxOutputTokens).toBe(4000);
});

test('of a model that nobody knows nothing is expected but an answer of some length', () => {
  expect(fitRequest(wished, undefined)).toEqual({ ...plain, maxOutputTokens: 5000 });
});
