import type { Clock } from '../shared/clock.ts';
import type { CacheSettings } from '../shared/contract/settings.ts';
import type { ResponseCache } from './providers/policies/cache/response-cache.ts';
import type { Store } from './store/store.ts';

const megabyte = 1024 * 1024;
const hourMs = 60 * 60 * 1000;

/** The store's cache, as large and as old as the settings allow. */
export function createResponseCache({
  store,
  settings,
  clock,
}: {
  readonly store: Pick<Store, 'getCached' | 'putCached' | 'clearCache'>;
  readonly settings: () => CacheSettings;
  readonly clock: Clock;
}): ResponseCache {
  const notBefore = () => Math.max(0, clock.now() - settings().maxAgeHours * hourMs);
  return {
    get: (key) => store.getCached({ key, notBefore: notBefore(), at: clock.now() }),
    async put({ key, conversationId, parts, at }) {
      // Switched off while the answer came: it was cleared then, and nothing would clear it again.
      if (!settings().enabled) return;
      await store.putCached({
        key,
        conversationId,
        parts,
        at,
        maxBytes: settings().maxMegabytes * megabyte,
        notBefore: notBefore(),
      });
    },
    clear: (conversationId) => store.clearCache(conversationId ?? null),
  };
}
