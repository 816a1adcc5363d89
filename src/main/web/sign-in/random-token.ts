import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export function randomToken(bits: 128 | 256): string {
  return randomBytes(bits / 8).toString('base64url');
}

/** What is kept of a token. Random tokens need no slow hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Takes the same time wherever the two differ, and whatever their lengths. */
export function isSameToken(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
