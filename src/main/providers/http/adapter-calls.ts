import { systemClock } from '../../../shared/clock.ts';
import type { Clock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import { isKey } from '../../../shared/is-key.ts';
import type { ProviderOptions } from '../provider.ts';
import { connectionError } from './connection-error.ts';
import { detailsOf, hostOf } from './vendor.ts';
import type { CallFacts, Vendor } from './vendor.ts';

/** What tests put in place of the computer's own. */
export interface AdapterParts {
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  /** Told how much of an answer was unknown to us and left out, by kind. */
  readonly onDropped?: (dropped: ReadonlyMap<string, number>) => void;
}

/** What every adapter does around its calls. */
export interface AdapterCalls {
  factsOf(model?: string): CallFacts;
  /** A call with one answer: throws AppErrors only, or what it was aborted with. */
  once<Result>(signal: AbortSignal, facts: CallFacts, run: () => Promise<Result>): Promise<Result>;
  /** Vendors add to what they say; what is not known here yet is left out, but not unnoticed. */
  readonly onDropped: (dropped: ReadonlyMap<string, number>) => void;
}

export function createAdapterCalls(
  vendor: Vendor,
  { baseUrl, log }: { readonly baseUrl: string; readonly log: ProviderOptions['log'] | undefined },
  { clock = systemClock, onDropped }: AdapterParts,
  toAppError: (error: unknown, facts: CallFacts) => unknown = (error, facts) =>
    connectionError(error, facts) ?? error,
): AdapterCalls {
  const host = hostOf(baseUrl);
  return {
    factsOf: (model) => ({
      vendor,
      host,
      now: () => clock.now(),
      ...(model === undefined ? {} : { model }),
    }),
    async once(signal, facts, run) {
      try {
        return await run();
      } catch (error) {
        throw signal.aborted ? abortReason(signal, facts) : toAppError(error, facts);
      }
    },
    onDropped:
      onDropped ??
      ((dropped) =>
        log?.info(
          { provider: vendor.id, dropped: Object.fromEntries(dropped) },
          'left out unknown parts of an answer',
        )),
  };
}

/** A key as a header takes it. Checked here: what `fetch` says of a bad header repeats the key. */
export function headerKey(apiKey: string | undefined, vendor: Vendor): string {
  const key = apiKey?.trim() ?? '';
  if (isKey(key)) return key;
  throw new AppError(
    'authentication-failed',
    `${vendor.name} needs a key without spaces or special characters.`,
    { situation: 'key-malformed', details: detailsOf(vendor) },
  );
}

function abortReason({ reason }: AbortSignal, { vendor, host }: CallFacts): unknown {
  const isDeadline = reason instanceof DOMException && reason.name === 'TimeoutError';
  return isDeadline
    ? new AppError('timed-out', `${host} did not answer in time.`, {
        situation: 'slow-host',
        details: { ...detailsOf(vendor), host },
      })
    : reason;
}
