import type { ErrorCode } from '../../../../shared/errors.ts';

/** What an error says of the key a request was made with, and not of the request. What a person can do least about comes last. */
export const keyErrors: readonly ErrorCode[] = [
  'rate-limited',
  'quota-exceeded',
  'permission-denied',
  'authentication-failed',
];

/** Another key may do better. */
export function isAboutKey({ code }: { readonly code: ErrorCode }): boolean {
  return keyErrors.includes(code);
}
