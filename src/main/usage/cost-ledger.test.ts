import { expect, test } from 'vitest';
import { sliceMs } from '../store/usage-table.ts';
import { createCostLedger } from './cost-ledger.ts';

const day = 24 * 60 * 60_000;
const spent = (startsAt: number) => ({ startsAt, nanoUsd: 5, hasUnknownCost: false });

test('a clock that was far ahead for a moment makes nothing forgotten', () => {
  const ledger = createCostLedger([spent(0)]);
  ledger.add(spent(400 * day));
  expect(ledger.sum(0, day)).toEqual({ nanoUsd: 5, hasUnknownCost: false });
});

test('a month is kept whole, and what is long past is not kept for ever', () => {
  const ledger = createCostLedger([]);
  for (let at = 0; at < 40 * day; at += sliceMs) ledger.add(spent(at));
  expect(ledger.sum(9 * day, 40 * day).nanoUsd).toBe(((31 * day) / sliceMs) * 5);
  expect(ledger.sum(0, day).nanoUsd).toBe(0);
});
