import type { UsageRow } from '../../shared/contract/usage.ts';
import type { Measure } from './bars.ts';

export interface RankedRow extends UsageRow {
  /** Of the greatest among them, from 0 to 1: how long its bar is. */
  readonly share: number;
}

/** The greatest first, of those alike in the order they came in. */
export function rankRows(rows: readonly UsageRow[], measure: Measure): readonly RankedRow[] {
  const valueOf = ({ inputTokens, outputTokens, costUsd }: UsageRow) =>
    measure === 'tokens' ? inputTokens + outputTokens : (costUsd ?? 0);
  const most = rows.reduce((greatest, row) => Math.max(greatest, valueOf(row)), 0);
  return rows
    .map((row) => ({ ...row, share: most === 0 ? 0 : valueOf(row) / most }))
    .toSorted((one, other) => other.share - one.share);
}
