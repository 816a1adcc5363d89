import { useTranslation } from 'react-i18next';
import { usePage } from '../page-context.tsx';
import { showToast } from '../ui/toasts.tsx';
import { modelName } from './providers-store.ts';

/**
 * Reads anew who is ready, after a change of keys or addresses. Where that changes who answers by
 * default, it says so: nobody should find out from the first answer.
 */
export function useReloadProviders(): () => Promise<void> {
  const { t } = useTranslation();
  const { providers } = usePage();

  return async () => {
    const before = providers.store.getState().defaultModel;
    await providers.reload();
    const { defaultModel, models, error } = providers.store.getState();
    if (error !== null) return;
    if (before?.provider === defaultModel?.provider && before?.model === defaultModel?.model)
      return;
    const name = modelName(models, defaultModel);
    showToast({
      about: 'default-model',
      text: name === undefined ? t('settings.noAnswers') : t('settings.answersFrom', { name }),
    });
  };
}
