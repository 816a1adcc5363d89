import type { ProviderStatus, StatusEvent } from '../../shared/contract/status.ts';

/** How all providers are, with what came after that. */
export function foldStatus(
  providers: readonly ProviderStatus[] | null,
  event: StatusEvent,
): readonly ProviderStatus[] | null {
  switch (event.type) {
    case 'status':
      return event.providers;
    case 'rate-limit':
      return (
        providers?.map((provider) =>
          provider.id === event.provider
            ? { ...provider, limits: { ...provider.limits, ...event.limits } }
            : provider,
        ) ?? null
      );
  }
}

/** Nothing was set up for these, or nothing answers there: no more than their names is of interest. */
export function isAbsent({ state, attempts }: ProviderStatus): boolean {
  return (state === 'no-key' || state === 'not-found') && attempts === 0;
}
