import { isWebAddress } from '../base-url-field.tsx';

/** The address of a server without the path of a method, which people copy along from its documentation. */
export function cutAddress(text: string): { readonly base: string; readonly end: string } {
  const [, base = '', end = ''] = /^(.+?)(\/(?:chat\/)?completions)\/*$/i.exec(text) ?? [];
  return isWebAddress(base) ? { base, end } : { base: text, end: '' };
}

/** The part of an address that says who answers; undefined: it is none. */
export function originOf(text: string | undefined): string | undefined {
  return URL.parse(text ?? '')?.origin;
}
