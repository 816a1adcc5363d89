import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { showToast } from '../ui/toasts.tsx';

/** Forgets the kept answers of a conversation, or all (null), and says how that went. */
export function useClearCache(): (conversationId: string | null) => Promise<void> {
  const { t } = useTranslation();
  const { bridge } = usePage();
  return useCallback(
    async (conversationId) => {
      try {
        await bridge.client.data.clearCache({ conversationId });
        showToast({ text: t('settings.cache.cleared') });
      } catch (error) {
        showToast({ text: sayError(toAppError(error)) });
      }
    },
    [bridge, t],
  );
}
