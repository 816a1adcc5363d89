import { expect, test } from 'vitest';
import { isKey } from './is-key.ts';

test('a key is what a header takes, without spaces', () => {
  expect(isKey('sk-ant~1_2/3=')).toBe(true);
  expect(['', 'sk ant', 'sk-ü', 'sk\nant', 'sk\u007f'].some(isKey)).toBe(false);
});
