import type { AttemptRecord } from '../../../shared/attempt-record.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { RateLimits } from '../rate-limits.ts';
import { createBreaker } from './breaker/breaker.ts';
import type { Breaker, BreakerState } from './breaker/breaker.ts';
import { createSharedCalls } from './cache/shared-calls.ts';
import type { SharedCalls } from './cache/shared-calls.ts';
import { createHealthBook } from './health.ts';
import type { Health } from './health.ts';
import { createKeyRing } from './keys/key-ring.ts';
import type { KeyRing } from './keys/key-ring.ts';
import { createRateLimiter } from './rate-limit/rate-limiter.ts';
import type { RateLimiter } from './rate-limit/rate-limiter.ts';

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

/** What is known of each provider, whoever asks it for whatever. */
export interface SharedState {
  /** What is being asked right now. */
  readonly calls: SharedCalls;
  of(provider: string): ProviderState;
  record(attempt: AttemptRecord): void;
  health(provider: string): ProviderHealth;
  /** What was recorded before this start. */
  seed(attempts: readonly AttemptRecord[]): void;
  /** It answers: it is asked again, and with every key, whatever happened before. */
  forgive(provider: string): void;
  /** Returns the way to hear no more. */
  listen(listener: (event: PolicyEvent) => void): () => void;
}

/** What calls to one provider share. */
export interface ProviderState {
  readonly breaker: Breaker;
  readonly ring: KeyRing;
  /** A vendor's limits are those of a key and a model. */
  limiterFor(key: string | undefined, model: string): RateLimiter;
  /** Requests that wait for room, with any key. */
  queued(): number;
}

export interface SharedStateOptions {
  /** Undefined: it has none, or there is no such provider. */
  readonly baseUrlOf: (provider: string) => string | undefined;
  readonly clock: Clock;
}

export function createSharedState({ baseUrlOf, clock }: SharedStateOptions): SharedState {
  const listeners = new Set<(event: PolicyEvent) => void>();
  /** By id and address. */
  const states = new Map<string, ProviderState>();
  const book = createHealthBook(clock);

  function say(event: PolicyEvent): void {
    for (const listener of listeners) listener(event);
  }

  function createState(provider: string): ProviderState {
    const limiters = new Map<string, RateLimiter>();
    return {
      breaker: createBreaker(clock, () => say({ type: 'health', provider })),
      ring: createKeyRing(clock),
      limiterFor(key, model) {
        const name = JSON.stringify([key, model]);
        const known = limiters.get(name);
        if (known !== undefined) return known;
        const limiter = createRateLimiter(clock, (limits = {}, until) => {
          book.heardLimits(provider, limits);
          const when = until === undefined ? {} : { until };
          say({ type: 'rate-limit', provider, model, limits, ...when });
        });
        limiters.set(name, limiter);
        return limiter;
      },
      queued: () => [...limiters.values()].reduce((sum, { queued }) => sum + queued, 0),
    };
  }

  function stateOf(provider: string): ProviderState {
    // Another address is another server: what its predecessor did says nothing of it.
    const name = JSON.stringify([provider, baseUrlOf(provider)]);
    const known = states.get(name);
    if (known !== undefined) return known;
    const state = createState(provider);
    states.set(name, state);
    return state;
  }

  return {
    calls: createSharedCalls(),
    of: stateOf,
    record(attempt) {
      book.record(attempt);
      say({ type: 'health', provider: attempt.provider });
    },
    health(provider) {
      const { breaker, ring, queued } = stateOf(provider);
      return {
        ...book.of(provider),
        breaker: breaker.state,
        queued: queued(),
        asideUntil: (value) => ring.asideUntil({ value }) ?? null,
      };
    },
    seed: book.seed,
    forgive(provider) {
      const { breaker, ring } = stateOf(provider);
      ring.forget();
      breaker.close();
      say({ type: 'health', provider });
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
