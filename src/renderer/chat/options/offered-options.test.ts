import { expect, test } from 'vitest';
import type { Model } from '../../../shared/contract/providers.ts';
import { plainOptions } from '../../../shared/plain-options.ts';
import {
  canSwitchThinking,
  hasMoreOptions,
  isAnyChosen,
  offeredOptions,
  thinkingChoice,
  thinkingPatch,
} from './offered-options.ts';

const model = (more: Partial<Model['abilities']>, maxOutputTokens?: number): Model => ({
  provider: 'any',
  id: 'any',
  name: 'Any',
  ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
  abilities: { tools: true, reasoning: false, images: false, pdf: false, ...more },
});
const able = offeredOptions(
  model({ reasoning: true, efforts: ['low', 'high'], temperature: true, webSearch: true }, 64_000),
);

test('a model offers what it can, and one that is not known offers nothing', () => {
  expect(able).toEqual({
    thinking: ['off', 'on', 'low', 'high'],
    thinkingWhenOff: 'off',
    temperature: 2,
    maxOutputTokens: 64_000,
    webSearch: true,
  });
  const nothing = {
    thinking: null,
    thinkingWhenOff: 'off',
    temperature: null,
    maxOutputTokens: null,
    webSearch: false,
  };
  expect(offeredOptions(undefined)).toEqual(nothing);
  expect(offeredOptions(model({}))).toEqual(nothing);
});

test('a temperature is offered as far as the model takes it', () => {
  const most = (more: object) => offeredOptions(model(more)).temperature;
  expect(most({ temperature: true, maxTemperature: 1 })).toBe(1);
  expect(most({ temperature: false, maxTemperature: 1 })).toBeNull();
});

test('thinking that is only on or off needs no place of its own', () => {
  expect(hasMoreOptions(able)).toBe(true);
  expect(hasMoreOptions(offeredOptions(model({ reasoning: true })))).toBe(false);
  expect(hasMoreOptions(offeredOptions(model({}, 8_000)))).toBe(true);
});

test('what another model was told is kept, and neither shown nor counted here', () => {
  const told = { ...plainOptions, reasoning: true, effort: 'max' as const, temperature: 1.5 };
  const other = offeredOptions(model({ reasoning: true, efforts: ['low'] }));
  expect(thinkingChoice(told, other)).toBe('on');
  expect(isAnyChosen(told, other)).toBe(false);
  expect(isAnyChosen(told, able)).toBe(true);
});

test.each([
  [{ effort: 'low' as const }, false],
  [{ reasoning: true, effort: 'low' as const }, true],
  [{ temperature: 0 }, true],
  [{ maxOutputTokens: 100 }, true],
  [{ webSearch: true }, true],
  [{}, false],
])('%j is something to point to: %s', (options, expected) => {
  expect(isAnyChosen({ ...plainOptions, ...options }, able)).toBe(expected);
});

test('thinking and its level are one choice, and off remembers the level', () => {
  expect(thinkingPatch('off')).toEqual({ reasoning: false });
  expect(thinkingPatch('on')).toEqual({ reasoning: true, effort: null });
  expect(thinkingPatch('high')).toEqual({ reasoning: true, effort: 'high' });
  expect(thinkingChoice({ ...plainOptions, ...thinkingPatch('high') }, able)).toBe('high');
  expect(thinkingChoice({ ...plainOptions, effort: 'high' }, able)).toBe('off');
});

test('a model that cannot but think is not offered to leave it, and off from another is shown as what it does', () => {
  const off = { ...plainOptions, effort: 'high' as const };
  const thinks = (more: Partial<Model['abilities']>) =>
    offeredOptions(model({ reasoning: true, ...more }));

  const least = thinks({ efforts: ['low', 'high'], reasoningOff: 'least' });
  expect(least.thinking).toEqual(['on', 'low', 'high']);
  expect(thinkingChoice(off, least)).toBe('low');
  expect(canSwitchThinking(least)).toBe(false);

  const usual = thinks({ efforts: ['low', 'high'], reasoningOff: 'usual' });
  expect(usual.thinking).toEqual(['on', 'low', 'high']);
  expect(thinkingChoice(off, usual)).toBe('on');

  // Nothing to choose.
  expect(thinks({ reasoningOff: 'usual' }).thinking).toBeNull();
  expect(hasMoreOptions(thinks({ reasoningOff: 'usual' }))).toBe(false);

  expect(canSwitchThinking(able)).toBe(true);
  expect(canSwitchThinking(thinks({ reasoningOff: 'none' }))).toBe(true);
});
