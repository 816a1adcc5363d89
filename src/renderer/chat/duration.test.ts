import { expect, test } from 'vitest';
import { duration } from './duration.ts';

test('is as exact as it is short', () => {
  expect(
    [-5, 0, 140, 1_040, 9_949, 10_900, 59_999, 61_000].map((ms) => duration(ms, 'en')),
  ).toEqual(['0ms', '0ms', '140ms', '1s', '9.9s', '10s', '59s', '1m 1s']);
});
