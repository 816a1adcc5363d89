import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ModelRef } from '../../shared/contract/conversations.ts';
import { usePage } from '../page-context.tsx';

/** Whose model nobody can ask any longer: what its server was called; null: it is there, or not known to be gone. */
export function useRemovedServer(ref: ModelRef | null): string | null {
  const nameOf = useRemovedServers();
  return ref === null ? null : nameOf(ref);
}

/** The same for many. */
export function useRemovedServers(): (ref: ModelRef) => string | null {
  const { t } = useTranslation();
  const { providers, settings } = usePage();
  const list = useStore(providers.store, (state) => state.providers);
  const removed = useStore(settings.store, (state) => state.settings?.removedProviders);
  return ({ provider }) => {
    if (list === null || removed === undefined) return null;
    if (list.some(({ id }) => id === provider)) return null;
    return removed.find(({ id }) => id === provider)?.name ?? t('model.removedServer');
  };
}
