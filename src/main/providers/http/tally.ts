/** More kinds than any vendor has: a stream of invented ones must not fill the memory. */
const maxKinds = 50;

export interface Tally {
  add(kind: unknown): void;
  readonly counts: ReadonlyMap<string, number>;
}

/** Counts by kind. What is no plain word is counted as `other`: a server could write anything there. */
export function createTally(): Tally {
  const counts = new Map<string, number>();
  return {
    add(kind) {
      const isWord = typeof kind === 'string' && /^[a-z_]{1,64}$/.test(kind);
      const name = isWord && (counts.has(kind) || counts.size < maxKinds) ? kind : 'other';
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    counts,
  };
}
