import type { ProviderInfo } from './provider-types.ts';

/** Who is in use, and who could be added. */
export interface SortedProviders {
  readonly used: readonly ProviderInfo[];
  readonly toAdd: readonly ProviderInfo[];
}

/**
 * In the order they come in. `opened` are those that were in use when the page was opened: nothing that
 * is saved there moves what one is looking at.
 */
export function sortProviders(
  providers: readonly ProviderInfo[],
  opened: ReadonlySet<string>,
): SortedProviders {
  const isUsed = ({ id, kind }: ProviderInfo) => kind === 'custom' || opened.has(id);
  return {
    used: providers.filter(isUsed),
    toAdd: providers.filter((provider) => !isUsed(provider)),
  };
}

/** Somebody has done something for it, or it needs nothing done and is there. */
export function isInUse({ ready, key, kind }: ProviderInfo): boolean {
  return ready || key.set || kind === 'custom';
}
