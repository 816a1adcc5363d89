import type { ProviderInfo } from '../../shared/contract/providers.ts';
import type { ProviderStatus } from '../../shared/contract/status.ts';

type Facts = Pick<ProviderStatus, 'breaker' | 'keys' | 'lastError' | 'lastSuccessAt' | 'limits'>;

/** The one word for how a provider is, by what matters most to whoever wants an answer of it. */
export function stateOf(
  { ready, kind }: Pick<ProviderInfo, 'ready' | 'kind'>,
  { breaker, keys, lastError, lastSuccessAt, limits }: Facts,
  now: number,
): ProviderStatus['state'] {
  if (!ready) return kind === 'local' ? 'not-found' : 'no-key';
  if (isLeftAlone(breaker, now)) return 'unavailable';
  const isAside = ({ asideUntil }: Facts['keys'][number]) =>
    asideUntil !== null && asideUntil > now;
  const isLimit = lastError?.code === 'rate-limited' || lastError?.code === 'quota-exceeded';
  const used = keys.filter(({ forOrigin }) => forOrigin === undefined);
  if (used.length > 0 && used.every(isAside)) return isLimit ? 'limited' : 'failing';
  if (Object.values(limits ?? {}).some((allowance) => isUsedUp(allowance, now))) return 'limited';
  const isLast = lastError !== null && lastError.at > (lastSuccessAt ?? 0);
  if (!isLast) return 'ready';
  // Credit comes back when somebody pays, room by itself: where nobody said when, within the vendors' usual minute.
  const isOver = lastError.code === 'rate-limited' && now - lastError.at > usualWindowMs;
  if (isLimit) return isOver ? 'ready' : 'limited';
  return 'failing';
}

/** Once its time is over the next request tries it, as it would any other. */
function isLeftAlone({ state, retryAt }: Facts['breaker'], now: number): boolean {
  return state === 'half-open' || (state === 'open' && (retryAt ?? 0) > now);
}

const usualWindowMs = 60_000;

interface Allowance {
  readonly remaining: number;
  readonly resetAt?: number | undefined;
}

/** Where nobody says until when, the next answer will tell. */
function isUsedUp(allowance: Allowance | undefined, now: number): boolean {
  return allowance !== undefined && allowance.remaining <= 0 && (allowance.resetAt ?? 0) > now;
}
