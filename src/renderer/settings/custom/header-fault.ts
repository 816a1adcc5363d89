import { headerNameFault, isHeaderValue, repeatedHeader } from '../../../shared/custom-headers.ts';
import type { TypedHeader } from './typed-server.ts';

export interface HeaderFault {
  /** The field to be mended, by its name in the form. */
  readonly at: `header-${string}` | `value-${string}`;
  /** What is wrong with it, by its words in `settings.custom`. */
  readonly words:
    | 'headerNameMissing'
    | 'headerNameMalformed'
    | 'headerNameReserved'
    | 'headerTwice'
    | 'valueMissing'
    | 'valueMalformed';
}

export interface KnownHeaders {
  /** The name that a row began with; empty: it is a new one. */
  readonly keptOf: (id: string) => string;
  /** Their values are there, and go to the address in the form. */
  readonly areKept: boolean;
}

/** The first thing that keeps these headers from being sent; undefined: nothing does. */
export function headerFault(
  headers: readonly TypedHeader[],
  { keptOf, areKept }: KnownHeaders,
): HeaderFault | undefined {
  const filled = headers.filter(
    ({ id, name, value }) => name !== '' || value !== '' || keptOf(id) !== '',
  );
  for (const { id, name, value } of filled) {
    const at = `header-${id}` as const;
    if (name === '') return { at, words: 'headerNameMissing' };
    const fault = headerNameFault(name);
    if (fault === 'malformed') return { at, words: 'headerNameMalformed' };
    if (fault === 'reserved') return { at, words: 'headerNameReserved' };
    const keepsValue = areKept && name.toLowerCase() === keptOf(id).toLowerCase();
    if (value === '' && !keepsValue) return { at: `value-${id}`, words: 'valueMissing' };
    if (value !== '' && !isHeaderValue(value))
      return { at: `value-${id}`, words: 'valueMalformed' };
  }
  const second = filled[repeatedHeader(filled.map(({ name }) => name))];
  return second && { at: `header-${second.id}`, words: 'headerTwice' };
}
