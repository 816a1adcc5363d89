import type { Clock } from '../../../../shared/clock.ts';
import type { ErrorCode, WireError } from '../../../../shared/errors.ts';
import { retryAtIn } from '../retry/retry-rules.ts';
import { isAboutKey, keyErrors } from './key-errors.ts';

/** A vendor that refuses a key changes its mind when somebody has seen to it. */
const refusedForMs = 60 * 60_000;
/** At a limit whose end was not said. */
const limitedForMs = 60_000;

/** What is known of the keys of one provider, while Tina runs. Keys are known by their value: a new one is new. */
export interface KeyRing {
  /** Those that may be used for the model now, the one that was at its limit longest ago first. */
  usable<Key extends RingKey>(keys: readonly Key[], model: string): readonly Key[];
  /** Puts the key aside if the error is about it; false: it is not. */
  note(key: RingKey, error: WireError, model: string): boolean;
  /** Be it for one model only. Undefined: it is in use. */
  asideUntil(key: RingKey): number | undefined;
  /** Why none of them can be used: the error that ends by itself, and soonest, else what to see to. */
  reason(keys: readonly RingKey[], model: string): WireError | undefined;
  /** They are all used again. */
  forget(): void;
}

export interface RingKey {
  readonly value: string | undefined;
}

interface Aside {
  readonly key: string | undefined;
  readonly at: number;
  readonly until: number;
  readonly error: WireError;
}

/** Limits are of a model, and so is what a key may use: with another it may well be taken. */
const ofModel: ReadonlySet<ErrorCode> = new Set(['rate-limited', 'permission-denied']);

export function createKeyRing(clock: Clock): KeyRing {
  /** By key, and by key and model. */
  const aside = new Map<string, Aside>();
  const limitedAt = new Map<string, number>();
  const nameOf = ({ value }: RingKey, model?: string) => JSON.stringify([value, model]);

  /** What was put aside in the future was so before the computer's clock was put back. */
  function holds({ at, until }: Aside): boolean {
    return at <= clock.now() && clock.now() < until;
  }

  function asideNow(key: RingKey, model: string): Aside[] {
    return [nameOf(key), nameOf(key, model)].flatMap((name) => aside.get(name) ?? []).filter(holds);
  }

  return {
    usable(keys, model) {
      const last = (key: RingKey) => limitedAt.get(nameOf(key, model)) ?? 0;
      return keys
        .filter((key) => asideNow(key, model).length === 0)
        .toSorted((a, b) => last(a) - last(b));
    },
    note(key, error, model) {
      if (!isAboutKey(error)) return false;
      const isLimit = error.code === 'rate-limited';
      const at = clock.now();
      if (isLimit) limitedAt.set(nameOf(key, model), at);
      const until = isLimit ? (retryAtIn(error) ?? at + limitedForMs) : at + refusedForMs;
      aside.set(ofModel.has(error.code) ? nameOf(key, model) : nameOf(key), {
        key: key.value,
        at,
        until,
        error: isLimit ? { ...error, details: { ...error.details, retryAt: until } } : error,
      });
      return true;
    },
    asideUntil({ value }) {
      const untils = [...aside.values()]
        .filter((each) => each.key === value && holds(each))
        .map(({ until }) => until);
      return untils.length === 0 ? undefined : Math.max(...untils);
    },
    reason(keys, model) {
      const all = keys.flatMap((key) => asideNow(key, model));
      const rank = ({ error }: Aside) => keyErrors.indexOf(error.code);
      return all.toSorted((a, b) => rank(a) - rank(b) || a.until - b.until)[0]?.error;
    },
    forget() {
      aside.clear();
      limitedAt.clear();
    },
  };
}
