import type { Clock } from '../../../../shared/clock.ts';
import type { ErrorCode, WireError } from '../../../../shared/errors.ts';
import { retryAtIn } from '../retry/retry-rules.ts';

/** A vendor that refuses a key changes its mind when somebody has seen to it. */
const refusedForMs = 60 * 60_000;
/** At a limit whose end was not said. */
const limitedForMs = 60_000;

/** What is known of the keys of one provider, while Tina runs. Keys are known by their value: a new one is new. */
export interface KeyRing {
  /** Those that may be used now, the one that was at its limit longest ago first. */
  usable<Key extends RingKey>(keys: readonly Key[]): readonly Key[];
  /** Puts the key aside if the error is about it; false: it is not. */
  note(key: RingKey, error: WireError): boolean;
  /** Undefined: it is in use. */
  asideUntil(key: RingKey): number | undefined;
  /** Why none of them can be used: the error that ends by itself, and soonest, else what to see to. */
  reason(keys: readonly RingKey[]): WireError | undefined;
  /** They are all used again. */
  forget(): void;
}

export interface RingKey {
  readonly value: string | undefined;
}

interface Aside {
  readonly until: number;
  readonly error: WireError;
}

/** What a person can do least about comes last. */
const helpful: readonly ErrorCode[] = [
  'rate-limited',
  'quota-exceeded',
  'permission-denied',
  'authentication-failed',
];

export function createKeyRing(clock: Clock): KeyRing {
  const aside = new Map<string | undefined, Aside>();
  const limitedAt = new Map<string | undefined, number>();

  function asideNow({ value }: RingKey): Aside | undefined {
    const found = aside.get(value);
    return found !== undefined && found.until > clock.now() ? found : undefined;
  }

  return {
    usable(keys) {
      const last = ({ value }: RingKey) => limitedAt.get(value) ?? 0;
      return keys
        .filter((key) => asideNow(key) === undefined)
        .toSorted((a, b) => last(a) - last(b));
    },
    note(key, error) {
      if (!helpful.includes(error.code)) return false;
      const isLimit = error.code === 'rate-limited';
      if (isLimit) limitedAt.set(key.value, clock.now());
      const until = isLimit
        ? (retryAtIn(error) ?? clock.now() + limitedForMs)
        : clock.now() + refusedForMs;
      aside.set(key.value, {
        until,
        error: isLimit ? { ...error, details: { ...error.details, retryAt: until } } : error,
      });
      return true;
    },
    asideUntil: (key) => asideNow(key)?.until,
    reason(keys) {
      const all = keys.flatMap((key) => asideNow(key) ?? []);
      const rank = ({ error }: Aside) => helpful.indexOf(error.code);
      return all.toSorted((a, b) => rank(a) - rank(b) || a.until - b.until)[0]?.error;
    },
    forget() {
      aside.clear();
      limitedAt.clear();
    },
  };
}
