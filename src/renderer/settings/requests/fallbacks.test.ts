import { expect, test } from 'vitest';
import { modelKey, modelOfKey, moved, withSubstitutes } from './fallbacks.ts';

const opus = { provider: 'anthropic', model: 'opus' };
const mini = { provider: 'openrouter', model: 'openai/mini:free' };

test('a model is found again by its key, whatever its name', () => {
  expect([opus, mini].map((ref) => modelOfKey(modelKey(ref)))).toEqual([opus, mini]);
});

test('models keep their place; without a substitute a model is left out', () => {
  const before = { 'a/1': [opus], 'b/2': [mini] };
  expect(Object.entries(withSubstitutes(before, 'a/1', [mini, opus]))).toEqual([
    ['a/1', [mini, opus]],
    ['b/2', [mini]],
  ]);
  expect(withSubstitutes(before, 'a/1', [])).toEqual({ 'b/2': [mini] });
  expect(Object.keys(withSubstitutes(before, 'c/3', [opus]))).toEqual(['a/1', 'b/2', 'c/3']);
});

test('nobody moves over the end', () => {
  const list = ['a', 'b', 'c'];
  expect(moved(list, 1, -1)).toEqual(['b', 'a', 'c']);
  expect(moved(list, 1, 1)).toEqual(['a', 'c', 'b']);
  expect(moved(list, 0, -1)).toEqual(list);
  expect(moved(list, 2, 1)).toEqual(list);
});
