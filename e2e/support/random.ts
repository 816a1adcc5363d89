/** Random numbers in [0, 1) that come again with the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `TINA_SEED`, to see a run again; else another one each time. Printed, since a failure needs it. */
export function pickSeed(what: string): number {
  const seed = Number(process.env['TINA_SEED'] ?? Date.now() % 1_000_000_007);
  console.log(`${what}: TINA_SEED=${seed}`);
  return seed;
}
