import type { Clock } from '../../../shared/clock.ts';
import { hashToken, randomToken } from './random-token.ts';

const maxCodes = 16;

export interface SignInCodes {
  /** A new code that signs one browser in, once, within `lifetimeMs`. */
  create(lifetimeMs: number): string;
  /** True the first time for a living code; it is dead afterwards. */
  redeem(code: string): boolean;
}

export function createSignInCodes(clock: Pick<Clock, 'now'>): SignInCodes {
  /** Hash to end of life, oldest first. */
  const codes = new Map<string, number>();
  return {
    create(lifetimeMs) {
      for (const [hash, expiresAt] of codes) if (expiresAt <= clock.now()) codes.delete(hash);
      for (const hash of codes.keys()) {
        if (codes.size < maxCodes) break;
        codes.delete(hash);
      }
      const code = randomToken(128);
      codes.set(hashToken(code), clock.now() + lifetimeMs);
      return code;
    },
    redeem(code) {
      const hash = hashToken(code);
      const expiresAt = codes.get(hash);
      codes.delete(hash);
      return expiresAt !== undefined && clock.now() < expiresAt;
    },
  };
}
