export interface Piece {
  readonly text: string;
  /** Where it begins in the whole. */
  readonly offset: number;
  /** Of the whole. */
  readonly characters: number;
  /** What was looked for is in it; absent: nothing was. */
  readonly found?: boolean;
}

/** What stands before what was found, to see where that is. */
const before = 200;

/**
 * A part of a text, in UTF-16 code units; no character is cut in two. With `find` it begins a little before the
 * first place at or after `offset` that says so, in capitals or not; where there is none it is empty.
 */
export function readPiece(
  whole: string,
  wish: { readonly offset: number; readonly length: number; readonly find?: string | undefined },
): Piece {
  const { offset, length, find } = wish;
  const characters = whole.length;
  if (find === undefined) return { ...cut(whole, offset, length), characters };
  const at = indexOf(whole, find, offset);
  if (at === -1) return { text: '', offset: characters, characters, found: false };
  return { ...cut(whole, Math.max(offset, at - before), length), characters, found: true };
}

function cut(whole: string, offset: number, length: number): Pick<Piece, 'text' | 'offset'> {
  const start = boundary(whole, Math.min(offset, whole.length));
  const end = boundary(whole, Math.min(start + length, whole.length));
  // One character at least: whoever goes on from its end would stand still.
  return { text: whole.slice(start, end > start ? end : start + 2), offset: start };
}

/** Not between the halves of a character, but before it. */
function boundary(text: string, at: number): number {
  const isInside =
    at > 0 &&
    /[\uDC00-\uDFFF]/.test(text.charAt(at)) &&
    /[\uD800-\uDBFF]/.test(text.charAt(at - 1));
  return isInside ? at - 1 : at;
}

function indexOf(whole: string, find: string, from: number): number {
  // Changing the case of both could move every character behind one that gets longer.
  const pattern = new RegExp(find.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
  pattern.lastIndex = from;
  return pattern.exec(whole)?.index ?? -1;
}
