const delays = [1, 2, 4, 8, 16, 30].map((seconds) => seconds * 1000);
const spread = 0.2;
const maxFailures = 5;
const windowMs = 10 * 60_000;

/** How often a server failed lately, and how long to wait before it is started again. */
export interface Backoff {
  /** In a row. */
  readonly failures: number;
  /** Counts one more. Milliseconds until the next start, or null: it failed too often. */
  failed(): number | null;
  reset(): void;
}

export interface BackoffOptions {
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** 1, 2, 4, 8, 16 and then 30 seconds, each a fifth more or less; five failures in ten minutes are too many. */
export function createBackoff({ now, random }: BackoffOptions): Backoff {
  let failures = 0;
  let lately: readonly number[] = [];
  return {
    get failures() {
      return failures;
    },
    failed() {
      const time = now();
      lately = [...lately.filter((at) => time - at < windowMs), time];
      failures++;
      if (lately.length >= maxFailures) return null;
      const delay = delays[Math.min(failures, delays.length) - 1] ?? 0;
      return Math.round(delay * (1 - spread + 2 * spread * random()));
    },
    reset() {
      failures = 0;
      lately = [];
    },
  };
}
