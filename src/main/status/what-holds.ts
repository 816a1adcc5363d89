import type { ProviderStatus } from '../../shared/contract/status.ts';

type Limits = ProviderStatus['limits'];
type Breaker = ProviderStatus['breaker'];

/** What was to be full again by now is full: nobody has said otherwise since. */
export function limitsNow(limits: Limits, now: number): Limits {
  if (limits === null) return null;
  const allowances = Object.entries(limits).map(([kind, allowance]) => {
    if (allowance === undefined || (allowance.resetAt ?? Infinity) > now) return [kind, allowance];
    return [kind, { limit: allowance.limit, remaining: allowance.limit }];
  });
  return Object.fromEntries(allowances);
}

/** Whoever was left alone long enough is tried again with the next request, and no longer at some time. */
export function breakerNow({ state, retryAt }: Breaker, now: number): Breaker {
  return { state, retryAt: retryAt !== null && retryAt > now ? retryAt : null };
}

/** When something that is said of it is over by itself. */
export function endsOf({ limits, breaker, keys }: ProviderStatus): readonly number[] {
  return [
    ...Object.values(limits ?? {}).map((allowance) => allowance?.resetAt),
    breaker.retryAt,
    ...keys.map(({ asideUntil }) => asideUntil),
  ].filter((at) => at !== null && at !== undefined);
}
