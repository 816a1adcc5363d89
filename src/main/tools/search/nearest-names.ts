/** The names most like one that does not exist, the nearest first; none that is not like it at all. */
export function nearestNames(
  name: string,
  names: Iterable<string>,
  limit: number,
): readonly string[] {
  const asked = pairsOf(name);
  return [...names]
    .map((other) => ({ other, likeness: likeness(asked, pairsOf(other)) }))
    .filter((one) => one.likeness >= least)
    .toSorted((a, b) => b.likeness - a.likeness || (a.other < b.other ? -1 : 1))
    .slice(0, limit)
    .map(({ other }) => other);
}

/** From 0 to 1: a third in common is hardly chance. */
const least = 0.35;
const maxLength = 200;

/** Two letters each, in order: `read` is re, ea, ad. */
function pairsOf(name: string): ReadonlyMap<string, number> {
  const plain = ` ${name
    .slice(0, maxLength)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')} `;
  const pairs = new Map<string, number>();
  for (let at = 0; at + 2 <= plain.length; at++) {
    const pair = plain.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** Twice what is in common, by what there is (Dice). */
function likeness(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let common = 0;
  for (const [pair, count] of a) common += Math.min(count, b.get(pair) ?? 0);
  return (2 * common) / (sizeOf(a) + sizeOf(b));
}

function sizeOf(pairs: ReadonlyMap<string, number>): number {
  return [...pairs.values()].reduce((sum, count) => sum + count, 0);
}
