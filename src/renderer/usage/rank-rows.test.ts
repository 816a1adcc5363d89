import { expect, test } from 'vitest';
import type { UsageRow } from '../../shared/contract/usage.ts';
import { rankRows } from './rank-rows.ts';

const row = (key: string, tokens: number, costUsd: number | null): UsageRow => ({
  key,
  label: key,
  requests: 1,
  inputTokens: tokens,
  outputTokens: tokens,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: 0,
  costUsd,
  hasUnknownCost: costUsd === null,
});

test('bars are measured against the longest, which comes first', () => {
  const rows = [row('dear', 5, 2), row('long', 20, 0.5), row('unknown', 10, null)];
  const shares = (measure: 'tokens' | 'cost') =>
    rankRows(rows, measure).map(({ key, share }) => [key, share]);
  expect(shares('tokens')).toEqual([
    ['long', 1],
    ['unknown', 0.5],
    ['dear', 0.25],
  ]);
  expect(shares('cost')).toEqual([
    ['dear', 1],
    ['long', 0.25],
    ['unknown', 0],
  ]);
});

test('where nothing was used there are no bars', () => {
  expect(rankRows([row('a', 0, null), row('b', 0, null)], 'cost')).toMatchObject([
    { key: 'a', share: 0 },
    { key: 'b', share: 0 },
  ]);
  expect(rankRows([], 'tokens')).toEqual([]);
});
