import type { RetrySettings } from '../../../../shared/contract/settings.ts';
import type { ErrorCode, WireError } from '../../../../shared/errors.ts';

/** Nobody watches a wait that is longer: the error says when instead. */
const longestRetryAfterMs = 60_000;

const retried: ReadonlySet<ErrorCode> = new Set([
  'network-failed',
  'timed-out',
  'stream-stalled',
  'stream-truncated',
  'rate-limited',
  'provider-failed',
]);

/** It would fail the same way a second later, and a person has to see to it. */
const lasting: ReadonlySet<unknown> = new Set(['redirected', 'connection-not-safe']);

/**
 * Whether what failed on attempt `attempt` (1 is the first) is asked once more. A name that does not exist
 * (`ENOTFOUND`) is taken for mistyped, one that could not be looked up (`EAI_AGAIN`) for bad luck.
 */
export function shouldRetry(
  error: WireError,
  attempt: number,
  { attempts }: Pick<RetrySettings, 'attempts'>,
  now: number,
): boolean {
  const { code, details = {} } = error;
  const { situation, reason } = details;
  if (attempt >= attempts) return false;
  if (code === 'conflict') return situation === 'provider-busy';
  if (!retried.has(code) || !error.retryable) return false;
  if (lasting.has(situation) || reason === 'ENOTFOUND') return false;
  const retryAt = retryAtIn(error);
  return retryAt === undefined || retryAt - now <= longestRetryAfterMs;
}

/**
 * How long to wait after attempt `attempt`, in ms: as long as the vendor says, else longer each time, with
 * something added by `random` (0 to 1) so that not everybody comes back at once.
 */
export function getDelay(
  attempt: number,
  error: WireError,
  options: Omit<RetrySettings, 'attempts'>,
  random: () => number,
  now: number,
): number {
  const retryAt = retryAtIn(error);
  if (retryAt !== undefined) return Math.max(0, retryAt - now);
  const { firstDelaySeconds, factor, jitterSeconds, maxDelaySeconds } = options;
  const seconds = firstDelaySeconds * factor ** (attempt - 1) + random() * jitterSeconds;
  return Math.round(Math.min(seconds, maxDelaySeconds) * 1000);
}

/** When the vendor said it takes requests again, in ms since 1970. */
export function retryAtIn({ details }: WireError): number | undefined {
  const retryAt = details?.['retryAt'];
  return typeof retryAt === 'number' && Number.isFinite(retryAt) ? retryAt : undefined;
}

/** An error whose `details` tell how often it was tried and, in `lastError`, what happened the last time. */
export function retriesExhausted(
  lastError: WireError,
  attempts: number,
  provider: { readonly id: string; readonly name: string },
): WireError {
  const { situation: _, ...facts } = lastError.details ?? {};
  return {
    code: 'retries-exhausted',
    message: `${provider.name} was asked ${attempts} times without an answer. The last time: ${lastError.message}`,
    retryable: true,
    details: {
      situation: 'tried-in-vain',
      ...facts,
      provider: provider.id,
      providerName: provider.name,
      attempts,
      lastError,
    },
  };
}

/** What really happened, for whoever decides by it. */
export function causeOf(error: WireError): WireError {
  const last = error.code === 'retries-exhausted' ? error.details?.['lastError'] : undefined;
  // Made by `retriesExhausted` above.
  return last === undefined ? error : (last as WireError);
}
