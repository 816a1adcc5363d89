const firstMs = 250;
const capMs = 10_000;

/** How long to wait before try number `attempt` (from 0): anything up to a bound that doubles, so that windows do not come back in step. */
export function fullJitter(attempt: number, random: () => number): number {
  return Math.round(random() * Math.min(capMs, firstMs * 2 ** Math.min(attempt, 16)));
}
