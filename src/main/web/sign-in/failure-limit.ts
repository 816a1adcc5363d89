import type { Clock } from '../../../shared/clock.ts';

const burst = 10;
const oneMoreAfterMs = 60_000;

export interface FailureLimit {
  /** 0, or how long until one more is borne. */
  waitMs(): number;
  failed(): void;
}

/**
 * Ten wrong sign-in codes are borne, then one a minute. Only wrong ones are slowed down: a code is too
 * long to be guessed, and whoever has the right one must not wait for what others tried.
 */
export function createFailureLimit(clock: Pick<Clock, 'now'>): FailureLimit {
  let failures = 0;
  let countedAt = clock.now();

  function forget(): void {
    // A clock that was set back must not make the wait longer than it is.
    countedAt = Math.min(countedAt, clock.now());
    const forgotten = Math.floor((clock.now() - countedAt) / oneMoreAfterMs);
    failures = Math.max(0, failures - forgotten);
    countedAt = failures === 0 ? clock.now() : countedAt + forgotten * oneMoreAfterMs;
  }

  return {
    waitMs() {
      forget();
      return failures < burst ? 0 : countedAt + oneMoreAfterMs - clock.now();
    },
    failed() {
      forget();
      failures += 1;
    },
  };
}
