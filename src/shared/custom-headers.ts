export const maxHeaders = 20;
const longestHeaderName = 64;
export const longestHeaderValue = 4096;

/** What HTTP itself decides, and what we decide about the body. */
const reserved =
  /^(accept|connection|content-(length|type|encoding)|expect|host|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|user-agent)$/;

/** What keeps this name from being one of a header that a person has sent along; undefined: nothing. */
export function headerNameFault(name: string): 'malformed' | 'reserved' | undefined {
  const small = name.toLowerCase();
  if (small.length > longestHeaderName || !/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(small))
    return 'malformed';
  return reserved.test(small) ? 'reserved' : undefined;
}

/** Printable, as HTTP requires. */
export function isHeaderValue(value: string): boolean {
  return value.length <= longestHeaderValue && /^[\x20-\x7e]+$/.test(value);
}

/** The first that is there a second time, be it in other letters: only one of the two would be sent. -1: none is. */
export function repeatedHeader(names: readonly string[]): number {
  const small = names.map((name) => name.toLowerCase());
  return small.findIndex((name, index) => small.indexOf(name) < index);
}
