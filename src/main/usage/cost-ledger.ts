import type { Clock } from '../../shared/clock.ts';
import { sliceMs } from '../store/usage-table.ts';

/** What was spent when, in 1e-9 US dollars, by slices of time short enough for every time zone's days. */
export interface CostLedger {
  add(spending: Spending): void;
  /** From `from` up to `to`, both at the edge of a slice. */
  sum(from: number, to: number): Omit<Spending, 'startsAt'>;
}

export interface Spending {
  readonly startsAt: number;
  readonly nanoUsd: number;
  /** It was more than that (attempt-record.ts). */
  readonly hasUnknownCost: boolean;
}

/** The longest month, a day more, and the hours by which time zones are apart. */
const keptMs = 34 * 24 * 60 * 60 * 1000;
/** Counted and not dated: a clock that was wrong for a moment must not make the month forgotten. */
const maxSlices = keptMs / sliceMs;

/** From when on the store's attempts can matter to a budget now, wherever that is. */
export function spentSince(clock: Clock): number {
  return clock.now() - keptMs;
}

export function createCostLedger(spendings: readonly Spending[]): CostLedger {
  const slices = new Map<number, { nanoUsd: number; hasUnknownCost: boolean }>();

  function add({ startsAt, nanoUsd, hasUnknownCost }: Spending): void {
    const at = Math.floor(startsAt / sliceMs) * sliceMs;
    const slice = slices.get(at) ?? { nanoUsd: 0, hasUnknownCost: false };
    slice.nanoUsd += nanoUsd;
    slice.hasUnknownCost ||= hasUnknownCost;
    slices.set(at, slice);
    const [oldest] = slices.keys();
    if (slices.size > maxSlices && oldest !== undefined) slices.delete(oldest);
  }

  for (const spending of spendings) add(spending);
  return {
    add,
    sum(from, to) {
      let nanoUsd = 0;
      let hasUnknownCost = false;
      for (const [at, slice] of slices) {
        if (at < from || at >= to) continue;
        nanoUsd += slice.nanoUsd;
        hasUnknownCost ||= slice.hasUnknownCost;
      }
      return { nanoUsd, hasUnknownCost };
    },
  };
}
