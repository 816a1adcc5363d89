import type { AttemptRecord } from '../../../shared/attempt-record.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { ModelRef } from '../../../shared/contract/conversations.ts';
import type { Model } from '../../../shared/contract/providers.ts';
import type { Settings, StreamTimeouts } from '../../../shared/contract/settings.ts';
import { AppError, toWire } from '../../../shared/errors.ts';
import { lastFour } from '../credentials.ts';
import type { Batches } from '../batches.ts';
import type { OnBug } from '../end-once.ts';
import type { Provider } from '../provider.ts';
import { withBreaker } from './breaker/with-breaker.ts';
import type { ResponseCache } from './cache/response-cache.ts';
import { withCache } from './cache/with-cache.ts';
import { withFallback } from './fallback/with-fallback.ts';
import { withKeys } from './keys/with-keys.ts';
import type { KeyedProvider } from './keys/with-keys.ts';
import { roughTokens } from './rate-limit/rough-tokens.ts';
import { withRateLimit } from './rate-limit/with-rate-limit.ts';
import { recordBatches } from './record-batches.ts';
import { withRetry } from './retry/with-retry.ts';
import type { ProviderState, SharedState } from './shared-state.ts';
import { withBudget } from './with-budget.ts';
import type { Budget } from './with-budget.ts';
import { withRecord } from './with-record.ts';
import type { CostOf } from './with-record.ts';
import { withWatchdog } from './with-watchdog.ts';

/** What a call is made for. */
export interface CallContext {
  readonly conversationId: string;
  readonly messageId: string;
  /** The person asked for another answer: not for one that is kept. */
  readonly fresh?: boolean;
}

/** A record and what it was for. `id` is of what can be read again, and the same then; absent: it is new. */
export type RecordedAttempt = AttemptRecord &
  Pick<CallContext, 'conversationId' | 'messageId'> & { readonly id?: string };

/** One provider made with one of its keys; undefined: it needs none. */
export interface KeyedClient {
  readonly key: string | undefined;
  readonly provider: Provider;
}

export interface ComposeOptions {
  readonly settings: () => Settings;
  /** One for each key. Throws an AppError if the provider cannot be asked. */
  readonly clientsOf: (provider: string) => readonly [KeyedClient, ...KeyedClient[]];
  /** Undefined: it has none, or there is no such provider. */
  readonly baseUrlOf: (provider: string) => string | undefined;
  readonly modelOf: (model: ModelRef) => Model | undefined;
  readonly record: (attempt: RecordedAttempt) => void;
  readonly costOf?: CostOf | undefined;
  /** Absent: there is no limit. */
  readonly budget?: Budget | undefined;
  /** Absent: answers are not kept, whatever the settings say. */
  readonly cache?: ResponseCache | undefined;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly onBug: OnBug;
}

/** Puts the wrappers around a provider. */
export interface Composer {
  /** Throws an AppError if it cannot be asked and no other model would be asked instead. */
  provider(id: string, call: CallContext): Provider;
  /**
   * With the first key and without retries: each result leaves its record, for `price` of what it costs at once.
   * Undefined: its vendor answers no batches. Throws an AppError if it cannot be asked.
   */
  batches(id: string, price: number, call: CallContext): Batches | undefined;
}

/**
 * The order of the wrappers, from the outside in:
 *
 *     cache( fallback( budget( breaker( retry( keys( each key: rate limit( watchdog( record( client )))))))))
 */
export function createComposer(options: ComposeOptions, state: SharedState): Composer {
  const { settings, clientsOf, budget, clock, random, onBug } = options;

  /** cache( fallback( the model that was chosen, or others )) */
  function provider(id: string, call: CallContext): Provider {
    const { fallbacks, cache } = settings();
    const chain = withFallback(chosen(id, call), {
      fallbacksOf: (model) => fallbacks[nameOf(model)] ?? [],
      providerOf: async (other) => withAllKeys(other, call),
      modelOf: options.modelOf,
    });
    return withCache(chain, {
      cache: cache.enabled ? options.cache : undefined,
      shared: state.calls,
      baseUrl: options.baseUrlOf(id),
      conversationId: call.conversationId,
      fresh: call.fresh ?? false,
      now: () => clock.now(),
    });
  }

  /** A provider that cannot be asked is one that fails, if another model is asked then. */
  function chosen(id: string, call: CallContext): Provider {
    try {
      return withAllKeys(id, call);
    } catch (error) {
      const hasOthers = Object.keys(settings().fallbacks).some((model) =>
        model.startsWith(`${id}/`),
      );
      if (!hasOthers || !(error instanceof AppError)) throw error;
      return failing(id, error);
    }
  }

  /** budget( breaker( retry( keys( each key )))) */
  function withAllKeys(id: string, call: CallContext): Provider {
    const shared = state.of(id);
    const [first, ...others] = clientsOf(id);
    const one = (client: KeyedClient) => withOneKey(client, id, call, shared);
    const rotated = withKeys([one(first), ...others.map(one)], shared.ring);
    const retried = withRetry(rotated, { options: () => settings().retry, clock, random });
    const guarded = withBreaker(retried, shared.breaker, clock);
    return budget === undefined ? guarded : withBudget(guarded, budget);
  }

  /** rate limit( watchdog( record( client ))). `shared` is of the address the client was made for. */
  function withOneKey(
    { key, provider: client }: KeyedClient,
    id: string,
    call: CallContext,
    shared: ProviderState,
  ): KeyedProvider {
    const limiterFor = (model: string) => shared.limiterFor(key, model);
    const timeoutsFor = (model: string) => timeoutsOf({ provider: id, model }, settings());
    const recorded = withRecord(client, { ...recordingOf(key, call), onBug });
    const watched = withWatchdog(recorded, timeoutsFor, clock, onBug);
    const limited = withRateLimit(watched, {
      limiterFor,
      lane: call.conversationId,
      tokensOf: roughTokens,
      clock,
    });
    return { value: key, queued: (model) => limiterFor(model).queued, provider: limited };
  }

  function batches(id: string, batchPrice: number, call: CallContext): Batches | undefined {
    const [{ key, provider: client }] = clientsOf(id);
    return client.batches === undefined
      ? undefined
      : recordBatches(client.batches, {
          ...recordingOf(key, call),
          provider: id,
          batchPrice,
          budget,
        });
  }

  /** How calls with one key are recorded. */
  function recordingOf(key: string | undefined, { conversationId, messageId }: CallContext) {
    return {
      record(attempt: AttemptRecord & Pick<RecordedAttempt, 'id'>) {
        options.record({ ...attempt, conversationId, messageId });
        state.record(attempt);
      },
      keyLast4: key === undefined || lastFour(key) === '' ? undefined : lastFour(key),
      costOf: options.costOf,
      clock,
    };
  }

  return { provider, batches };
}

function timeoutsOf(model: ModelRef, { streamTimeouts, modelTimeouts }: Settings): StreamTimeouts {
  const own = Object.entries(modelTimeouts[nameOf(model)] ?? {});
  return {
    ...streamTimeouts,
    ...Object.fromEntries(own.filter(([, seconds]) => seconds !== undefined)),
  };
}

/** As the settings name it. */
function nameOf({ provider, model }: ModelRef): string {
  return `${provider}/${model}`;
}

function failing(id: string, error: AppError): Provider {
  const fail = () => Promise.reject(error);
  return {
    id,
    name: id,
    models: fail,
    check: fail,
    async *stream() {
      yield [{ type: 'error', error: toWire(error) }];
    },
    complete: fail,
    countTokens: fail,
    dispose: () => Promise.resolve(),
  };
}
