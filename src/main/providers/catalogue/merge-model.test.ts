import { describe, expect, it } from 'vitest';
import type { Model } from '../../../shared/contract/providers.ts';
import { mergeModel } from './merge-model.ts';

const listed: Model = {
  provider: 'p',
  id: 'm',
  name: 'Listed',
  abilities: { tools: true, reasoning: false, images: false, pdf: false },
};

describe('a model as it is shown', () => {
  it('is as its vendor lists it where nobody else says anything', () => {
    expect(mergeModel(listed)).toEqual(listed);
  });

  it('has from the catalogue what the list leaves out, and no more', () => {
    const known = {
      contextWindow: 1000,
      maxOutputTokens: 100,
      price: { input: 1, output: 2 },
      abilities: { images: true, temperature: true, efforts: ['low' as const] },
    };
    expect(mergeModel(listed, known)).toEqual({
      ...listed,
      contextWindow: 1000,
      maxOutputTokens: 100,
      price: { input: 1, output: 2 },
      abilities: { ...listed.abilities, images: true, temperature: true, efforts: ['low'] },
    });
    const full: Model = {
      ...listed,
      contextWindow: 5,
      maxOutputTokens: 4,
      price: { input: 9, output: 9 },
      abilities: { ...listed.abilities, images: true, temperature: false, efforts: [] },
    };
    expect(mergeModel(full, known)).toEqual(full);
  });

  it('is as the person says, whatever the others say', () => {
    const full: Model = {
      ...listed,
      contextWindow: 5,
      maxOutputTokens: 4,
      price: { input: 9, output: 9 },
      abilities: {
        tools: true,
        reasoning: true,
        images: true,
        pdf: true,
        temperature: true,
        maxTemperature: 1,
      },
    };
    const override = {
      name: 'Mine',
      contextWindow: 50,
      maxOutputTokens: 40,
      price: { input: 0, output: 0 },
      abilities: { tools: false, images: false, temperature: false, webSearch: true },
    };
    expect(mergeModel(full, { abilities: { images: true } }, override)).toEqual({
      provider: 'p',
      id: 'm',
      ...override,
      abilities: {
        tools: false,
        reasoning: true,
        images: false,
        pdf: true,
        temperature: false,
        maxTemperature: 1,
        webSearch: true,
      },
    });
  });
});
