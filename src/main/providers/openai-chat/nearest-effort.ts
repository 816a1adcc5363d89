import { efforts } from '../../../shared/efforts.ts';
import type { Effort } from '../../../shared/contract/effort.ts';

/** The level a model has that is nearest to the one that was asked for, the higher of two as near. */
export function nearestEffort<Level extends Effort>(
  asked: Effort,
  levels: readonly Level[],
): Level | undefined {
  const distance = (level: Effort) => Math.abs(efforts.indexOf(level) - efforts.indexOf(asked));
  return levels.toReversed().toSorted((one, other) => distance(one) - distance(other))[0];
}
