import { invalidParams } from './invalid-params.ts';

const maxLength = 8192;

/**
 * An address that a person may be sent to, as it is shown and opened: of plain letters only, a host of other letters as
 * `xn--`. Throws a `RefusedRequest` that says why not.
 */
export function parseAddress(given: unknown): string {
  if (typeof given !== 'string' || given.length > maxLength || !URL.canParse(given))
    throw invalidParams('url is no address that can be opened.');
  const url = new URL(given);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    throw invalidParams('url has to be of https; http is for this very computer.');
  // A name before the @ makes one address look like another.
  if (url.username !== '' || url.password !== '')
    throw invalidParams('url cannot hold a name or a password.');
  if (url.href.length > maxLength) throw invalidParams('url is too long.');
  return url.href;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
