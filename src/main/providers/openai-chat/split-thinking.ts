const opening = '<think>';
const closing = '</think>';

/** After so much emptiness no mark is one any more: to look through all of it with each piece would never end. */
const maxBefore = 1000;

/** A piece of the text, and whether it was thought or said. */
export interface Piece {
  readonly kind: 'thought' | 'said';
  readonly text: string;
}

/** Tells the thoughts at the beginning of a text from what follows them, while it comes. */
export interface ThinkingSplitter {
  push(text: string): Piece[];
  /** What was held back because it could have become a mark. */
  end(): Piece[];
}

/** Local servers leave the marks of some models in the text. Only a mark at the very beginning is one. */
export function createThinkingSplitter(): ThinkingSplitter {
  let state: 'before' | 'within' | 'after-mark' | 'after' = 'before';
  let held = '';

  function push(text: string): Piece[] {
    const pieces: Piece[] = [];
    let rest = held + text;
    held = '';
    if (state === 'before') {
      const begun = rest.trimStart();
      const couldBegin = begun.length < opening.length && opening.startsWith(begun);
      const isFar = rest.length - begun.length > maxBefore;
      if (couldBegin && !isFar) {
        held = rest;
        return pieces;
      }
      if (isFar || !begun.startsWith(opening)) state = 'after';
      else {
        state = 'within';
        rest = begun.slice(opening.length);
      }
    }
    if (state === 'within') {
      const at = rest.indexOf(closing);
      if (at === -1) {
        const kept = overlap(rest);
        held = rest.slice(rest.length - kept);
        add(pieces, 'thought', rest.slice(0, rest.length - kept));
        return pieces;
      }
      add(pieces, 'thought', rest.slice(0, at));
      rest = rest.slice(at + closing.length);
      state = 'after-mark';
    }
    if (state === 'after-mark') {
      rest = rest.trimStart();
      if (rest === '') return pieces;
      state = 'after';
    }
    add(pieces, 'said', rest);
    return pieces;
  }

  return {
    push,
    end() {
      const pieces: Piece[] = [];
      add(pieces, state === 'within' ? 'thought' : 'said', held);
      held = '';
      state = 'after';
      return pieces;
    },
  };
}

function add(pieces: Piece[], kind: Piece['kind'], text: string): void {
  if (text !== '') pieces.push({ kind, text });
}

/** How many characters at the end could be the beginning of the closing mark. */
function overlap(text: string): number {
  for (let length = Math.min(closing.length - 1, text.length); length > 0; length--)
    if (closing.startsWith(text.slice(-length))) return length;
  return 0;
}
