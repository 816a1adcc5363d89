import { dayName } from '../files/day-name.ts';
import type { Period } from './ranges.ts';

/** Names its first and its last day; of all time only the last. */
export function csvName({ from, to }: Period): string {
  const last = dayName(new Date(to - 1));
  return from === 0
    ? `Tina usage until ${last}.csv`
    : `Tina usage ${dayName(new Date(from))} to ${last}.csv`;
}
