import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { usePage } from '../page-context.tsx';
import { modelName } from './providers-store.ts';

/** What no choice of one's own means, in the list and on the button that opens it. */
export function useDefaultWords(): {
  readonly defaultLabel: string;
  readonly defaultName: string;
} {
  const { t } = useTranslation();
  const { providers } = usePage();
  const usual = useStore(providers.store, (state) => modelName(state.models, state.defaultModel));
  const isRead = useStore(providers.store, (state) => state.providers !== null);
  if (usual !== undefined)
    return { defaultLabel: t('model.default', { name: usual }), defaultName: usual };
  const words = t(isRead ? 'model.defaultNone' : 'model.loading');
  return { defaultLabel: words, defaultName: words };
}
