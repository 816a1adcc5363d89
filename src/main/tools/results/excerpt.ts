/** What a model is shown of each end of a text that is too long for it, in UTF-16 code units. */
const shown = 2_000;

/** The two ends of a text; no character is cut in two. */
export function endsOf(text: string): { readonly head: string; readonly tail: string } {
  return { head: cutTo(text, shown), tail: text.slice(boundary(text, text.length - shown)) };
}

/** The text as far as it fits. */
export function cutTo(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, boundary(text, length));
}

/** Before a character, never between its halves. */
function boundary(text: string, at: number): number {
  const code = text.codePointAt(at - 1);
  return code !== undefined && code > 0xffff ? at - 1 : at;
}
