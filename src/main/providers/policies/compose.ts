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
import type { RateLimits } from '../rate-limits.ts';
import { createBreaker } from './breaker/breaker.ts';
import type { Breaker, BreakerState } from './breaker/breaker.ts';
import { withBreaker } from './breaker/with-breaker.ts';
import type { ResponseCache } from './cache/response-cache.ts';
import { createSharedCalls } from './cache/shared-calls.ts';
import { withCache } from './cache/with-cache.ts';
import { withFallback } from './fallback/with-fallback.ts';
import { createHealthBook } from './health.ts';
import type { Health, HealthBook } from './health.ts';
import { createKeyRing } from './keys/key-ring.ts';
import type { KeyRing } from './keys/key-ring.ts';
import { withKeys } from './keys/with-keys.ts';
import { createRateLimiter } from './rate-limit/rate-limiter.ts';
import type { RateLimiter } from './rate-limit/rate-limiter.ts';
import { roughTokens } from './rate-limit/rough-tokens.ts';
import { withRateLimit } from './rate-limit/with-rate-limit.ts';
import { recordBatches } from './record-batches.ts';
import { withRetry } from './retry/with-retry.ts';
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

export interface PoliciesOptions {
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

/** How a provider did lately and what is done about it. */
export interface ProviderHealth extends Health {
  readonly breaker: BreakerState;
  /** Requests that wait for room. */
  readonly queued: number;
  /** Ms since 1970 until which a key is left alone; null: it is in use. */
  asideUntil(key: string): number | null;
}

export type PolicyEvent =
  /** Something of its health is different. */
  | { readonly type: 'health'; readonly provider: string }
  /** It said what it still takes of a model, or that it takes nothing before `until`. */
  | {
      readonly type: 'rate-limit';
      readonly provider: string;
      readonly model: string;
      readonly limits: RateLimits;
      readonly until?: number;
    };

/** Everything that stands between a conversation and a vendor, and what it knows of each provider. */
export interface Policies {
  /** Throws an AppError if it cannot be asked and no other model would be asked instead. */
  provider(id: string, call: CallContext): Provider;
  /**
   * With the first key and without retries: each result leaves its record, for `price` of what it costs at once.
   * Undefined: its vendor answers no batches. Throws an AppError if it cannot be asked.
   */
  batches(id: string, price: number, call: CallContext): Batches | undefined;
  health(provider: string): ProviderHealth;
  /** What was recorded before this start. */
  seed(attempts: readonly AttemptRecord[]): void;
  /** It answers: it is asked again, and with every key, whatever happened before. */
  forgive(provider: string): void;
  /** Returns the way to hear no more. */
  listen(listener: (event: PolicyEvent) => void): () => void;
}

/** What calls to one provider share. */
interface Shared {
  readonly breaker: Breaker;
  readonly ring: KeyRing;
  /** By key and model. */
  readonly limiters: Map<string, RateLimiter>;
}

export function createPolicies(options: PoliciesOptions): Policies {
  const { settings, clientsOf, clock, random, onBug } = options;
  const listeners = new Set<(event: PolicyEvent) => void>();
  /** By id and address. */
  const providers = new Map<string, Shared>();
  const sharedCalls = createSharedCalls();
  const book: HealthBook = createHealthBook(clock);

  function say(event: PolicyEvent): void {
    for (const listener of listeners) listener(event);
  }

  function sharedOf(id: string): Shared {
    // Another address is another server: what its predecessor did says nothing of it.
    const name = JSON.stringify([id, options.baseUrlOf(id)]);
    const known = providers.get(name);
    if (known !== undefined) return known;
    const shared = {
      breaker: createBreaker(clock, () => say({ type: 'health', provider: id })),
      ring: createKeyRing(clock),
      limiters: new Map<string, RateLimiter>(),
    };
    providers.set(name, shared);
    return shared;
  }

  function limiterOf(
    { limiters }: Shared,
    {
      id,
      key,
      model,
    }: { readonly id: string; readonly key: string | undefined; readonly model: string },
  ): RateLimiter {
    const name = JSON.stringify([key, model]);
    const known = limiters.get(name);
    if (known !== undefined) return known;
    const limiter = createRateLimiter(clock, (limits = {}, until) => {
      book.heardLimits(id, limits);
      say({
        type: 'rate-limit',
        provider: id,
        model,
        limits,
        ...(until === undefined ? {} : { until }),
      });
    });
    limiters.set(name, limiter);
    return limiter;
  }

  function timeoutsFor(id: string, model: string): StreamTimeouts {
    const { streamTimeouts, modelTimeouts } = settings();
    const own = Object.entries(modelTimeouts[`${id}/${model}`] ?? {});
    return {
      ...streamTimeouts,
      ...Object.fromEntries(own.filter(([, seconds]) => seconds !== undefined)),
    };
  }

  /** How calls with one key are recorded. */
  function recordingOf(id: string, key: string | undefined, call: CallContext) {
    const { conversationId, messageId } = call;
    return {
      record(attempt: AttemptRecord & Pick<RecordedAttempt, 'id'>) {
        options.record({ ...attempt, conversationId, messageId });
        book.record(attempt);
        say({ type: 'health', provider: id });
      },
      keyLast4: key === undefined || lastFour(key) === '' ? undefined : lastFour(key),
      costOf: options.costOf,
      clock,
    };
  }

  /** One provider, with one key. `shared` is of the address its client was made for. */
  function keyed(id: string, shared: Shared, { key, provider }: KeyedClient, call: CallContext) {
    const recorded = withRecord(provider, { ...recordingOf(id, key, call), onBug });
    const limiterFor = (model: string) => limiterOf(shared, { id, key, model });
    const watched = withWatchdog(recorded, (model) => timeoutsFor(id, model), clock, onBug);
    return {
      value: key,
      queued: (model: string) => limiterFor(model).queued,
      provider: withRateLimit(watched, {
        limiterFor,
        lane: call.conversationId,
        tokensOf: roughTokens,
        clock,
      }),
    };
  }

  /** One provider, with all of its keys. */
  function alone(id: string, call: CallContext): Provider {
    const shared = sharedOf(id);
    const { breaker, ring } = shared;
    const [first, ...others] = clientsOf(id);
    const one = withKeys(
      [keyed(id, shared, first, call), ...others.map((client) => keyed(id, shared, client, call))],
      ring,
    );
    const retried = withRetry(one, { options: () => settings().retry, clock, random });
    const guarded = withBreaker(retried, breaker, clock);
    return options.budget === undefined ? guarded : withBudget(guarded, options.budget);
  }

  return {
    provider(id, call) {
      const { fallbacks, cache } = settings();
      const chain = withFallback(chosen(id, call), {
        fallbacksOf: ({ provider, model }) => fallbacks[`${provider}/${model}`] ?? [],
        providerOf: async (other) => alone(other, call),
        modelOf: options.modelOf,
      });
      return withCache(chain, {
        cache: cache.enabled ? options.cache : undefined,
        shared: sharedCalls,
        baseUrl: options.baseUrlOf(id),
        conversationId: call.conversationId,
        fresh: call.fresh ?? false,
        now: () => clock.now(),
      });
    },
    batches(id, batchPrice, call) {
      const [{ key, provider }] = clientsOf(id);
      const { budget } = options;
      return provider.batches === undefined
        ? undefined
        : recordBatches(provider.batches, {
            ...recordingOf(id, key, call),
            provider: id,
            batchPrice,
            budget,
          });
    },
    health(id) {
      const { breaker, ring, limiters } = sharedOf(id);
      return {
        ...book.of(id),
        breaker: breaker.state,
        queued: [...limiters.values()].reduce((sum, { queued }) => sum + queued, 0),
        asideUntil: (value) => ring.asideUntil({ value }) ?? null,
      };
    },
    seed: book.seed,
    forgive(id) {
      const { breaker, ring } = sharedOf(id);
      ring.forget();
      breaker.close();
      say({ type: 'health', provider: id });
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  /** A provider that cannot be asked is one that fails, if another model is asked then. */
  function chosen(id: string, call: CallContext): Provider {
    try {
      return alone(id, call);
    } catch (error) {
      const hasOthers = Object.keys(settings().fallbacks).some((model) =>
        model.startsWith(`${id}/`),
      );
      if (!hasOthers || !(error instanceof AppError)) throw error;
      return failing(id, error);
    }
  }
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
