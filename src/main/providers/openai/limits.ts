import type { Allowance, RateLimits } from '../rate-limits.ts';
import { timeIn } from '../http/retry-at.ts';
import { durationOf } from './duration.ts';

/** What the headers say of how much more the vendor takes; undefined where they say nothing whole. */
export function limitsOf(headers: Headers, now: number): RateLimits | undefined {
  const requests = allowanceOf('requests', headers, now);
  const tokens = allowanceOf('tokens', headers, now);
  if (requests === undefined && tokens === undefined) return undefined;
  return {
    ...(requests === undefined ? {} : { requests }),
    ...(tokens === undefined ? {} : { tokens }),
  };
}

function allowanceOf(kind: string, headers: Headers, now: number): Allowance | undefined {
  const said = (what: string) => headers.get(`x-ratelimit-${what}-${kind}`)?.trim() ?? '';
  const limit = countOf(said('limit'));
  const remaining = countOf(said('remaining'));
  if (limit === undefined || remaining === undefined) return undefined;
  const reset = durationOf(said('reset'));
  return { limit, remaining, ...(reset === undefined ? {} : { resetAt: timeIn(reset, now) }) };
}

function countOf(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
