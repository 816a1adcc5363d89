import { timeIn } from '../http/retry-at.ts';
import type { Allowance, RateLimits } from '../rate-limits.ts';

const kinds = {
  requests: 'requests',
  tokens: 'tokens',
  inputTokens: 'input-tokens',
  outputTokens: 'output-tokens',
} as const;

/** What the headers say of how much more the vendor takes; undefined where they say nothing whole. */
export function limitsOf(headers: Headers, now: number): RateLimits | undefined {
  const found = Object.entries(kinds).flatMap(([name, kind]) => {
    const allowance = allowanceOf(kind, headers, now);
    return allowance === undefined ? [] : [[name, allowance] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

function allowanceOf(kind: string, headers: Headers, now: number): Allowance | undefined {
  const said = (what: string) => headers.get(`anthropic-ratelimit-${kind}-${what}`)?.trim() ?? '';
  const limit = countOf(said('limit'));
  const remaining = countOf(said('remaining'));
  if (limit === undefined || remaining === undefined) return undefined;
  const reset = timeOf(said('reset'));
  // By the vendor's clock, which need not be this computer's.
  const date = Date.parse(headers.get('date') ?? '');
  const ms = reset === undefined ? 0 : reset - (Number.isFinite(date) ? date : now);
  return { limit, remaining, ...(ms > 0 ? { resetAt: timeIn(ms, now) } : {}) };
}

function countOf(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** RFC 3339. */
function timeOf(text: string): number | undefined {
  const time = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isFinite(time) ? time : undefined;
}
