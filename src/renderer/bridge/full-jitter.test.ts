import { expect, test } from 'vitest';
import { fullJitter } from './full-jitter.ts';

test('waits up to a bound that doubles and ends at ten seconds', () => {
  expect([0, 1, 2, 5, 6, 500].map((attempt) => fullJitter(attempt, () => 1))).toEqual([
    250, 500, 1000, 8000, 10_000, 10_000,
  ]);
  expect(fullJitter(3, () => 0)).toBe(0);
});
