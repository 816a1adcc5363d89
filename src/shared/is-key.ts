/** Printable ASCII without spaces, as HTTP headers require of a key. */
export function isKey(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
