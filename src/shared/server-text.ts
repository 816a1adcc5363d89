import type { Reference, ServerText } from './contract/mcp-server.ts';

/** The simplest form of a row: neighbouring strings joined, nothing empty, no list of one. */
export function textFrom(parts: readonly (string | Reference)[]): ServerText {
  const joined: (string | Reference)[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string')
      joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  const [first, second] = joined;
  if (first === undefined) return '';
  return second === undefined ? first : joined;
}
