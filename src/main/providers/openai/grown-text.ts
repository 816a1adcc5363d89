/** A text that comes in pieces, and then once more as a whole. */
export interface GrownText {
  add(delta: string): void;
  /** What of the whole never came in pieces. If the two contradict each other, what was said stays. */
  missingFrom(whole: string | undefined): string;
  text(): string;
}

/** So many pieces are put together at once: a text grown piece by piece holds on to each of them. */
const piecesAtOnce = 1000;

export function createGrownText(): GrownText {
  let joined = '';
  let pieces: string[] = [];

  function text(): string {
    joined += pieces.join('');
    pieces = [];
    return joined;
  }

  return {
    add(delta) {
      if (pieces.push(delta) === piecesAtOnce) text();
    },
    missingFrom(whole) {
      if (whole === undefined) return '';
      const said = text();
      return whole.length > said.length && whole.startsWith(said) ? whole.slice(said.length) : '';
    },
    text,
  };
}
