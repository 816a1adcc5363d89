import { expect, test } from 'vitest';
import type { UsageRow } from '../../shared/contract/usage.ts';
import { niceMaximum, toBars } from './bars.ts';

const row = (key: string, more: Partial<UsageRow> = {}): UsageRow => ({
  key,
  label: key,
  requests: 1,
  inputTokens: 10,
  outputTokens: 5,
  cacheReadTokens: 4,
  cacheWriteTokens: 0,
  reasoningTokens: 2,
  costUsd: 0.25,
  hasUnknownCost: false,
  ...more,
});
const at = (year: number, month: number, day: number) => new Date(year, month - 1, day).getTime();

test('days without a request have a bar as well, and cached or thinking tokens count once', () => {
  const period = { from: at(2026, 3, 28), to: at(2026, 3, 31) };
  const none = { requests: 0, tokens: 0, costUsd: 0, hasUnknownCost: false };
  expect(toBars([row('2026-03-29', { costUsd: null, hasUnknownCost: true })], period)).toEqual({
    unit: 'day',
    bars: [
      { key: '2026-03-28', start: new Date(2026, 2, 28), ...none },
      {
        key: '2026-03-29',
        start: new Date(2026, 2, 29),
        requests: 1,
        tokens: 15,
        costUsd: 0,
        hasUnknownCost: true,
      },
      { key: '2026-03-30', start: new Date(2026, 2, 30), ...none },
    ],
  });
});

test('of all time, only from the first request on', () => {
  const period = { from: 0, to: at(2026, 3, 31) };
  const keys = (rows: readonly UsageRow[]) => toBars(rows, period).bars.map(({ key }) => key);
  expect(keys([row('2026-03-30')])).toEqual(['2026-03-30']);
  expect(keys([])).toEqual(['2026-03-30']);
});

test('years are told by month', () => {
  const rows = [row('2025-11-02'), row('2025-11-30'), row('2026-03-01')];
  const { unit, bars } = toBars(rows, { from: 0, to: at(2026, 3, 31) });
  expect(unit).toBe('month');
  expect(bars.map(({ key, requests }) => [key, requests])).toEqual([
    ['2025-11', 2],
    ['2025-12', 0],
    ['2026-01', 0],
    ['2026-02', 0],
    ['2026-03', 1],
  ]);
});

test.each([
  [0, 1],
  [NaN, 1],
  [0.003, 0.005],
  [0.2, 0.2],
  [7, 10],
  [1_000, 1_000],
  [1_001, 2_000],
  [2_100, 2_500],
])('an axis for %d ends at %d', (value, end) => {
  expect(niceMaximum(value)).toBeCloseTo(end, 10);
});
