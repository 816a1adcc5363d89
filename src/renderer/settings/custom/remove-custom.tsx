import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError } from '../../bridge/to-app-error.ts';
import { sayError } from '../../i18n/say-core.ts';
import { usePage } from '../../page-context.tsx';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import type { ProviderInfo } from '../provider-types.ts';
import { sectionTitleId } from '../section.tsx';
import { useReloadProviders } from '../use-reload-providers.ts';

/** Asked twice: key and headers go with it, and nobody can give them back. */
export function RemoveCustom({ provider }: { readonly provider: ProviderInfo }) {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const reload = useReloadProviders();
  const [isAsked, setAsked] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { id, name } = provider;

  async function remove(): Promise<void> {
    try {
      await bridge.client.providers.removeCustom({ id });
    } catch (failure) {
      setError(sayError(toAppError(failure)));
      return;
    }
    announce(t('settings.custom.removed', { name }));
    // The card goes with the button in it.
    document.getElementById(sectionTitleId('models'))?.focus();
    await reload();
  }

  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-border pt-4">
      <Button ref={button} look="danger" aria-expanded={isAsked} onClick={() => setAsked(!isAsked)}>
        {t('settings.custom.remove', { name })}
      </Button>
      {isAsked && (
        <div role="group" aria-label={t('settings.custom.ask')} className="contents">
          <p className="basis-full text-sm">{t('settings.custom.ask')}</p>
          <Button look="danger" onClick={() => void remove()}>
            {t('settings.custom.confirm')}
          </Button>
          <Button
            onClick={() => {
              setAsked(false);
              button.current?.focus();
            }}
          >
            {t('cancel')}
          </Button>
        </div>
      )}
      {error !== null && (
        <p role="alert" className="basis-full text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
