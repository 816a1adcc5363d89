import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';
import type { ChangeSettings } from './settings-store.ts';

/** Saves at once, says so to whoever listens, and keeps why not for whoever looks. */
export function useChange(): { readonly change: ChangeSettings; readonly error: string | null } {
  const { t } = useTranslation();
  const { settings } = usePage();
  const [error, setError] = useState<string | null>(null);

  return {
    error,
    async change(patch) {
      const failure = await settings.change(patch);
      setError(failure === null ? null : sayError(failure));
      if (failure === null) announce(t('settings.saved'));
      return failure;
    },
  };
}
