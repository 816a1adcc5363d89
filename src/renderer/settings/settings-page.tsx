import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Settings, SettingsPatch } from '../../shared/contract/settings.ts';
import type { AppError } from '../../shared/errors.ts';
import { useApp } from '../app-context.tsx';
import { toAppError } from '../bridge/to-app-error.ts';
import { Header } from '../header.tsx';
import { announce } from '../ui/announcer.tsx';
import { DefaultsSection } from './defaults-section.tsx';
import { ProviderCard } from './provider-card.tsx';
import { TimeoutsSection } from './timeouts-section.tsx';

/** Changes some settings; resolves to what kept them from being changed, or null. */
export type ChangeSettings = (patch: SettingsPatch) => Promise<AppError | null>;

export function SettingsPage() {
  const { t } = useTranslation();
  const { bridge, providers } = useApp();
  const { providers: list, keyPlaces, error: listError } = useStore(providers.store);
  const isConnected = useStore(bridge.connection, ({ status }) => status === 'connected');
  const [settings, setSettings] = useState<Settings | null>(null);
  const [error, setError] = useState<AppError | null>(null);

  useEffect(() => {
    document.title = `${t('settings.title')} – ${t('app')}`;
  }, [t]);

  useEffect(() => {
    if (!isConnected) return;
    let isCurrent = true;
    void providers.reload(); // keeps its error itself
    bridge.client.settings.get().then(
      (read) => isCurrent && setSettings(read),
      (failure: unknown) => isCurrent && setError(toAppError(failure)),
    );
    return () => {
      isCurrent = false;
    };
  }, [bridge, providers, isConnected]);

  const change: ChangeSettings = async (patch) => {
    try {
      setSettings(await bridge.client.settings.update(patch));
      await providers.reload();
      announce(t('settings.saved'));
      return null;
    } catch (failure) {
      return toAppError(failure);
    }
  };

  const failure = error ?? listError;
  return (
    <>
      <Header title={t('settings.title')} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex w-full max-w-column flex-col gap-8 px-4 py-6">
          {failure !== null && <p className="text-sm text-danger">{failure.message}</p>}
          {(settings === null || list === null) && failure === null && (
            <p className="text-sm text-muted">{t('settings.loading')}</p>
          )}
          {list !== null && (
            <section aria-labelledby="providers-title" className="flex flex-col gap-3">
              <div>
                <h2 id="providers-title" className="text-lg font-semibold">
                  {t('settings.providers')}
                </h2>
                <p className="text-sm text-muted">{t('settings.providersHint')}</p>
              </div>
              {list.map((provider) => (
                <ProviderCard
                  key={provider.id}
                  provider={provider}
                  keyPlaces={keyPlaces}
                  change={change}
                />
              ))}
            </section>
          )}
          {settings !== null && (
            <>
              <DefaultsSection settings={settings} change={change} />
              <TimeoutsSection timeouts={settings.streamTimeouts} change={change} />
            </>
          )}
        </div>
      </div>
    </>
  );
}
