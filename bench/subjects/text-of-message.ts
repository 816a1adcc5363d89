import { textOfLength } from './text-of-length.ts';

/** Short questions, answers of 200 to 3000 characters; about 900 on average. */
export function textOfMessage(index: number, seed: number): string {
  const chance = ((seed * 7919) % 1009) / 1009;
  return textOfLength(index % 2 === 0 ? 30 + 300 * chance : 200 + 2800 * chance, seed);
}
