import type { Allowance, RateLimits } from '../../rate-limits.ts';

/** A day's allowance fills up all the time: nobody waits until it is full. */
const longestResetMs = 2 * 60_000;
/** And that is as long as the wait between two tries gets. */
const longestIntervalMs = 60_000;

/** What is on its way and was not answered yet. */
export interface UnderWay {
  readonly requests: number;
  readonly tokens: number;
}

/** There is room now, or not before `until` (ms since 1970) where that is known. */
export type Room = { readonly free: true } | { readonly free: false; readonly until?: number };

/** What is known of what a vendor still takes: its headers, less what is on its way. */
export interface KnownLimits {
  /**
   * `sentAs` is the number of the request whose answer said it, `sentSince` how many were sent by now.
   * Answers overtake each other: of two whose requests were on their way together, the lower one counts.
   */
  hear(limits: RateLimits, sent: { readonly sentAs: number; readonly sentSoFar: number }): void;
  /** Whether a request of so many tokens fits. */
  roomFor(tokens: number, underWay: UnderWay, lastSentAt: number): Room;
  /** Nothing is believed of what was said before a reset, until the next answer. */
  readonly isOld: boolean;
  readonly latest: RateLimits | undefined;
}

interface Known extends Allowance {
  readonly heardAt: number;
  /** How many requests were sent when it was heard. */
  readonly asOf: number;
}

type Kind = keyof RateLimits;
const kinds: readonly Kind[] = ['requests', 'tokens', 'inputTokens', 'outputTokens'];

export function createKnownLimits(now: () => number): KnownLimits {
  const known = new Map<Kind, Known>();
  let isOld = false;
  let latest: RateLimits | undefined;

  function forgetWhatWasReset(): void {
    for (const [kind, allowance] of known) {
      // Heard in the future: the computer's clock was put back, and nobody knows when the reset is.
      const isPast = (allowance.resetAt ?? Infinity) <= now() || allowance.heardAt > now();
      if (!isPast) continue;
      const { resetAt: _, ...rest } = allowance;
      known.set(kind, { ...rest, remaining: rest.limit, heardAt: Math.min(rest.heardAt, now()) });
      isOld = true;
    }
  }

  function roomIn(kind: Kind, tokens: number, underWay: UnderWay, lastSentAt: number): Room {
    const allowance = known.get(kind);
    if (allowance === undefined) return { free: true };
    const { limit, remaining, resetAt, heardAt } = allowance;
    const [needed, taken] =
      kind === 'requests'
        ? [1, underWay.requests]
        : // How long the answer gets, nobody knows yet.
          kind === 'outputTokens'
          ? [1, 0]
          : // More than there ever is would wait for ever: the vendor may decide.
            [Math.min(tokens, limit), underWay.tokens];
    if (remaining - taken >= needed) return { free: true };
    if (resetAt === undefined) return { free: underWay.requests === 0 };
    if (resetAt - heardAt <= longestResetMs) return { free: false, until: resetAt };
    const spent = Math.max(1, limit - remaining);
    const interval = Math.ceil(Math.min((resetAt - heardAt) / spent, longestIntervalMs));
    const until = Math.min(Math.max(heardAt, lastSentAt), now()) + interval;
    return underWay.requests === 0 && until <= now() ? { free: true } : { free: false, until };
  }

  return {
    hear(limits, { sentAs, sentSoFar }) {
      latest = limits;
      forgetWhatWasReset();
      for (const kind of kinds) {
        const said = limits[kind];
        if (said === undefined) continue;
        const before = known.get(kind);
        const isTogether = before !== undefined && sentAs <= before.asOf;
        const remaining = isTogether ? Math.min(before.remaining, said.remaining) : said.remaining;
        known.set(kind, { ...said, remaining, heardAt: now(), asOf: sentSoFar });
      }
      isOld = false;
    },
    roomFor(tokens, underWay, lastSentAt) {
      forgetWhatWasReset();
      const full = kinds
        .map((kind) => roomIn(kind, tokens, underWay, lastSentAt))
        .filter((room) => !room.free);
      if (full.length === 0) return { free: true };
      const untils = full.flatMap((room) =>
        room.free || room.until === undefined ? [] : room.until,
      );
      return untils.length === 0 ? { free: false } : { free: false, until: Math.max(...untils) };
    },
    get isOld() {
      return isOld;
    },
    get latest() {
      return latest;
    },
  };
}
