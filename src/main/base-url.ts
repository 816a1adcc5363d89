import { isIP } from 'node:net';
import { AppError } from '../shared/errors.ts';

/** A key and a conversation travel to this address: unencrypted only where nobody is in between. */
export function assertBaseUrlAllowed(baseUrl: string): void {
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch (cause) {
    throw new AppError('invalid-input', 'The address is not a web address.', {
      situation: 'not-a-web-address',
      cause,
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new AppError('invalid-input', 'The address must not contain a user name or password.', {
      situation: 'address-with-name',
    });
  }
  if (isLinkLocal(url.hostname)) {
    throw new AppError(
      'invalid-input',
      'The address is one of those at which machines tell secrets about themselves. Please use another.',
      { situation: 'address-of-secrets' },
    );
  }
  if (url.protocol === 'https:') return;
  if (url.protocol === 'http:' && isPrivateHost(url.hostname)) return;
  throw new AppError(
    'invalid-input',
    'The address must begin with https:// unless it is on this computer or a private network.',
    { situation: 'address-not-safe' },
  );
}

/** The part of an address that says who answers; undefined if it is none. */
export function originOf(baseUrl: string | undefined): string | undefined {
  return baseUrl !== undefined && URL.canParse(baseUrl) ? new URL(baseUrl).origin : undefined;
}

/** 169.254.0.0/16, fe80::/10 and, of AWS, fd00:ec2::/32: where clouds hand out their credentials. */
export function isLinkLocal(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  // An IPv4 address within an IPv6 one is written in hexadecimal: a9fe is 169.254.
  if (isIP(host) === 6) return /^(fe[89ab]|::ffff:a9fe:|fd00:ec2:)/i.test(host);
  return isIP(host) === 4 && host.startsWith('169.254.');
}

/** This computer and no other, as its name alone says. */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return isIP(host) === 6 ? host === '::1' : isIP(host) === 4 && host.startsWith('127.');
}

/** Whoever on the internet names it would have us ask within our own network; wider than what may do without encryption. */
export function reachesInside(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  // An IPv4 address within an IPv6 one is written in hexadecimal.
  const within = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/i.exec(host);
  if (within !== null) {
    const [high = 0, low = 0] = within.slice(1).map((part) => Number.parseInt(part, 16));
    return reachesInside([high >> 8, high & 255, low >> 8, low & 255].join('.'));
  }
  if (isPrivateHost(host) || isLinkLocal(host) || host === '::') return true;
  const [first = 0, second = 0] = host.split('.').map(Number);
  return isIP(host) === 4 && (first === 0 || (first === 100 && second >= 64 && second <= 127));
}

/** This computer, or a network that is not the internet. */
function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local')) return true;
  if (isIP(host) === 6) return host === '::1' || /^f[cd]/i.test(host);
  if (isIP(host) !== 4) return !host.includes('.');
  const [first = 0, second = 0] = host.split('.').map(Number);
  return (
    first === 127 ||
    first === 10 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168)
  );
}
