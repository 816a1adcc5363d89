import { isDeepStrictEqual } from 'node:util';
import { sleep } from '../../shared/clock.ts';
import type { Clock } from '../../shared/clock.ts';
import type { ProviderStatus, StatusEvent } from '../../shared/contract/status.ts';
import type { Registry } from '../providers/registry.ts';
import { createWaiters } from '../waiters.ts';
import { stateOf } from './state-of.ts';
import { breakerNow, endsOf, limitsNow } from './what-holds.ts';

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
/** What nobody tells of, such as a key that was put in, is seen this late at most. */
const lookEveryMs = 10_000;

export function createStatus({ registry, clock }: StatusOptions): Status {
  function get(): ProviderStatus[] {
    const { models, sources } = registry.knownModels();
    return registry.list().map((info) => {
      const { id, name } = info;
      const health = registry.health(id);
      const now = clock.now();
      const facts = {
        lastSuccessAt: health.lastSuccessAt,
        lastError: health.lastError,
        latency: health.latency,
        errorRate: health.errorRate,
        attempts: health.attempts,
        limits: limitsNow(health.limits, now),
        breaker: breakerNow(health.breaker, now),
        queued: health.queued,
        keys: health.keys,
      };
      return {
        id,
        name,
        state: stateOf(info, facts, now),
        models: {
          count: models.filter(({ provider }) => provider === id).length,
          source: sourceOf(info, sources),
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
          // A limit that was told may be over by now: then what was told before holds again.
          if (limits.length > 0 || !isDeepStrictEqual(providers, told)) {
            told = providers;
            yield { type: 'status', providers };
          }
          // What comes within the second is told after it, together.
          await sleep(clock, atMostEveryMs, signal);
          const cancel = clock.after(waitFor(providers, clock.now()), wake);
          if (!isNew) await waiters.wait(signal);
          cancel();
        }
      } finally {
        stop();
      }
    },
  };
}

/** Tina brings none of a server that a person described: what is known of it without its list was named by hand. */
function sourceOf(
  { id, kind }: ReturnType<Registry['list']>[number],
  sources: ReturnType<Registry['knownModels']>['sources'],
): ProviderStatus['models']['source'] {
  const source = sources.find(({ provider }) => provider === id)?.source ?? null;
  return kind === 'custom' && source === 'shipped' ? 'named' : source;
}

/** Until something of it is over, or it is worth another look. */
function waitFor(providers: readonly ProviderStatus[], now: number): number {
  const ends = providers.flatMap(endsOf).filter((at) => at > now);
  return Math.min(lookEveryMs, ...ends.map((at) => at - now));
}
