import type { AttemptRecord } from '../../../shared/attempt-record.ts';
import type { Clock } from '../../../shared/clock.ts';
import { isErrorCode } from '../../../shared/errors.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import type { RateLimits } from '../rate-limits.ts';

const maxAttempts = 100;
const maxAgeMs = 24 * 60 * 60_000;

/** How a provider did lately: of its newest attempts, 100 at most and none older than a day. Times in ms. */
export interface Health {
  readonly lastSuccessAt: number | null;
  readonly lastError: { readonly code: ErrorCode; readonly at: number } | null;
  /** Null: nothing was answered yet. */
  readonly latency: {
    readonly firstByteP50: number;
    readonly firstByteP95: number;
    readonly totalP50: number;
    readonly totalP95: number;
  } | null;
  /** From 0 to 1, of `attempts`. */
  readonly errorRate: number;
  /** What a person stopped says nothing and is not counted. */
  readonly attempts: number;
  /** As the vendor said it last, of whichever model. */
  readonly limits: RateLimits | null;
}

export interface HealthBook {
  of(provider: string): Health;
  record(attempt: AttemptRecord): void;
  /** What was recorded before this start; what came since stays the newer. */
  seed(attempts: readonly AttemptRecord[]): void;
  heardLimits(provider: string, limits: RateLimits): void;
}

export function createHealthBook(clock: Clock): HealthBook {
  /** By provider, oldest first. */
  const attempts = new Map<string, AttemptRecord[]>();
  const limits = new Map<string, RateLimits>();

  function add(attempt: AttemptRecord): void {
    if (attempt.outcome === 'stopped') return;
    const known = attempts.get(attempt.provider) ?? [];
    known.push(attempt);
    if (known.length > maxAttempts) known.shift();
    attempts.set(attempt.provider, known);
  }

  return {
    record: add,
    heardLimits: (provider, said) => void limits.set(provider, said),
    seed(stored) {
      const all = [...stored, ...[...attempts.values()].flat()];
      attempts.clear();
      for (const attempt of all.toSorted((a, b) => endOf(a) - endOf(b))) add(attempt);
    },
    of(provider) {
      const recent = (attempts.get(provider) ?? []).filter(
        (attempt) => endOf(attempt) > clock.now() - maxAgeMs,
      );
      const answered = recent.filter(({ outcome }) => outcome === 'complete');
      const failed = recent.filter(({ outcome }) => outcome !== 'complete');
      const [lastSuccess, lastFailure] = [answered.at(-1), failed.at(-1)];
      return {
        lastSuccessAt: lastSuccess === undefined ? null : endOf(lastSuccess),
        lastError:
          lastFailure !== undefined && isErrorCode(lastFailure.outcome)
            ? { code: lastFailure.outcome, at: endOf(lastFailure) }
            : null,
        latency: latencyOf(answered),
        errorRate: recent.length === 0 ? 0 : failed.length / recent.length,
        attempts: recent.length,
        limits: limits.get(provider) ?? null,
      };
    },
  };
}

function endOf({ startedAt, durationMs }: AttemptRecord): number {
  return startedAt + durationMs;
}

function latencyOf(attempts: readonly AttemptRecord[]): Health['latency'] {
  // Nobody waited for the answers of a batch.
  const answered = attempts.filter(({ firstByteMs }) => firstByteMs !== null);
  if (answered.length === 0) return null;
  const first = answered.flatMap(({ firstByteMs }) => firstByteMs ?? []);
  const total = answered.map(({ durationMs }) => durationMs);
  return {
    firstByteP50: percentile(first, 0.5),
    firstByteP95: percentile(first, 0.95),
    totalP50: percentile(total, 0.5),
    totalP95: percentile(total, 0.95),
  };
}

/** The least value that so large a part of them does not exceed; 0 of none. */
function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
}
