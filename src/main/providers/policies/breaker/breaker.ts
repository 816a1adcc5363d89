import type { Clock } from '../../../../shared/clock.ts';

const failuresToOpen = 5;
const firstPauseMs = 30_000;
const longestPauseMs = 5 * 60_000;

export interface BreakerState {
  /** `half-open`: one request tries whether it answers again. */
  readonly state: 'closed' | 'open' | 'half-open';
  /** When it is tried again, in ms since 1970; null while it is closed. */
  readonly retryAt: number | null;
}

/** A call that was let through, and how it ended. Only what is told first counts. */
export interface Admission {
  /** There is something to see: whoever waits for this try need not wait for its end, which may still be a bad one. */
  answering(): void;
  succeeded(): void;
  failed(): void;
  /** It says nothing of the provider: it was stopped, or the request was at fault. */
  ended(): void;
}

/**
 * Leaves alone who failed five times in a row: for half a minute, then one call tries whether it answers
 * again, and with each that fails the pause is twice as long, up to five minutes.
 */
export interface Breaker {
  /** Null: not now, see `state`. */
  admit(): Admission | null;
  /** It answers again, as somebody found out elsewhere. */
  close(): void;
  readonly state: BreakerState;
}

export function createBreaker(clock: Clock, onChange: () => void = () => {}): Breaker {
  let failures = 0;
  let pauseMs = firstPauseMs;
  /** Undefined while it is closed. */
  let openUntil: number | undefined;
  let probe: Admission | undefined;

  /** No pause is longer than the longest: then the computer's clock was put back. */
  function isOver(until: number): boolean {
    const left = until - clock.now();
    return left <= 0 || left > longestPauseMs;
  }

  function close(): void {
    failures = 0;
    pauseMs = firstPauseMs;
    probe = undefined;
    if (openUntil === undefined) return;
    openUntil = undefined;
    onChange();
  }

  function open(): void {
    openUntil = clock.now() + pauseMs;
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    onChange();
  }

  function fail(isProbe: boolean): void {
    if (isProbe) {
      probe = undefined;
      return open();
    }
    failures++;
    // Calls that began before it opened fail late: they tell nothing new.
    if (openUntil === undefined && failures >= failuresToOpen) open();
  }

  function createAdmission(begunAsProbe: boolean): Admission {
    let isProbe = begunAsProbe;
    let told = false;
    const once = (then: () => void) => () => {
      if (told) return;
      told = true;
      then();
    };
    return {
      answering() {
        if (!isProbe) return;
        isProbe = false;
        if (!told) close();
      },
      succeeded: once(close),
      failed: once(() => fail(isProbe)),
      ended: once(() => {
        if (!isProbe) return;
        probe = undefined;
        onChange();
      }),
    };
  }

  return {
    close,
    admit() {
      if (openUntil === undefined) return createAdmission(false);
      if (!isOver(openUntil) || probe !== undefined) return null;
      probe = createAdmission(true);
      onChange();
      return probe;
    },
    get state(): BreakerState {
      if (openUntil === undefined) return { state: 'closed', retryAt: null };
      return { state: probe === undefined ? 'open' : 'half-open', retryAt: openUntil };
    },
  };
}
