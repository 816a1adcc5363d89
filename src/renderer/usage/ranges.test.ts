import { expect, test } from 'vitest';
import { periodOf } from './ranges.ts';

const now = new Date(2026, 2, 30, 15, 30);
const day = (month: number, date: number) => new Date(2026, month, date).getTime();

test.each([
  ['7', day(2, 24)],
  ['30', day(2, 1)],
  ['90', day(0, 0)],
  ['month', day(2, 1)],
  ['all', 0],
] as const)('%s: whole days, up to the end of today', (range, from) => {
  expect(periodOf(range, now)).toEqual({ from, to: day(2, 31) });
});

test('on the first of a month the month is one day', () => {
  const first = new Date(2026, 0, 1, 0, 0);
  expect(periodOf('month', first)).toEqual({ from: day(0, 1), to: day(0, 2) });
});
