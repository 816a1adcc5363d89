import { isDeepStrictEqual } from 'node:util';
import { sleep } from '../../shared/clock.ts';
import type { Clock } from '../../shared/clock.ts';
import type { ProviderStatus, StatusEvent } from '../../shared/contract/status.ts';
import type { Registry } from '../providers/registry.ts';
import { createWaiters } from '../waiters.ts';
import { stateOf } from './state-of.ts';

/** How every provider is, now and as it changes. */
export interface Status {
  get(): ProviderStatus[];
  watch(signal: AbortSignal): AsyncGenerator<StatusEvent, void, void>;
}

export interface StatusOptions {
  readonly registry: Pick<Registry, 'list' | 'health' | 'knownModels' | 'listen'>;
  readonly clock: Clock;
}

const atMostEveryMs = 1000;
/** A limit that ends by itself, and a key that was put in, are seen this late at most. */
const lookEveryMs = 10_000;

export function createStatus({ registry, clock }: StatusOptions): Status {
  function get(): ProviderStatus[] {
    const { models, sources } = registry.knownModels();
    return registry.list().map((info) => {
      const { id, name } = info;
      const health = registry.health(id);
      const facts = {
        lastSuccessAt: health.lastSuccessAt,
        lastError: health.lastError,
        latency: health.latency,
        errorRate: health.errorRate,
        attempts: health.attempts,
        limits: health.limits,
        breaker: health.breaker,
        queued: health.queued,
        keys: health.keys,
      };
      return {
        id,
        name,
        state: stateOf(info, facts, clock.now()),
        models: {
          count: models.filter(({ provider }) => provider === id).length,
          source: sources.find(({ provider }) => provider === id)?.source ?? null,
        },
        ...facts,
      };
    });
  }

  return {
    get,
    async *watch(signal) {
      const waiters = createWaiters();
      /** The newest of each model: who is slow misses what came between. */
      const news = new Map<string, Extract<StatusEvent, { type: 'rate-limit' }>>();
      let isNew = true;
      let told: readonly ProviderStatus[] | null = null;
      const wake = () => {
        isNew = true;
        waiters.wakeAll();
      };
      const stop = registry.listen((event) => {
        if (event.type === 'rate-limit') news.set(`${event.provider}/${event.model}`, event);
        wake();
      });
      try {
        while (!signal.aborted) {
          isNew = false;
          const limits = [...news.values()];
          news.clear();
          yield* limits;
          const providers = get();
          if (!isDeepStrictEqual(providers, told)) {
            told = providers;
            yield { type: 'status', providers };
          }
          // What comes within the second is told after it, together.
          await sleep(clock, atMostEveryMs, signal);
          const cancel = clock.after(lookEveryMs, wake);
          if (!isNew) await waiters.wait(signal);
          cancel();
        }
      } finally {
        stop();
      }
    },
  };
}
