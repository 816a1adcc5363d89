import { plain } from '../../shared/matches-title.ts';

/**
 * How well a text answers a query: every word of it must begin a word of the text, stand within it, or
 * have its letters there in order from the beginning of a word on. null: it does not.
 */
export function fuzzyScore(text: string, query: string): number | null {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const shown = plain(text);
  let score = 0;
  for (const word of words) {
    const points = wordScore(shown, word);
    if (points === null) return null;
    score += points;
  }
  // Of two that fit alike the shorter one is more likely meant.
  return score - Math.min(shown.length, 100) / 1000;
}

function wordScore(text: string, word: string): number | null {
  if (text.startsWith(word)) return 4;
  const starts = wordStarts(text);
  if (starts.some((start) => text.startsWith(word, start))) return 3;
  if (text.includes(word)) return 2;
  return word.length > 1 && starts.some((start) => hasInOrder(text, word, start)) ? 1 : null;
}

function wordStarts(text: string): number[] {
  return Array.from(text.matchAll(/[\p{Letter}\p{Number}]+/gu), ({ index }) => index);
}

/** From a word's first letter on, the others in order. */
function hasInOrder(text: string, word: string, start: number): boolean {
  if (text[start] !== word[0]) return false;
  let at = start;
  for (const letter of word.slice(1)) {
    at = text.indexOf(letter, at + 1);
    if (at === -1) return false;
  }
  return true;
}
