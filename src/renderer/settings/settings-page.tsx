import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Header } from '../header.tsx';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { settingsSections } from '../route.ts';
import type { SettingsSection } from '../route.ts';
import { AboutSection } from './about-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { CostsSection } from './costs/costs-section.tsx';
import { DataSection } from './data-section.tsx';
import { GeneralSection } from './general-section.tsx';
import { ModelsSection } from './models-section.tsx';
import type { ProviderInfo } from './provider-types.ts';
import { RequestsSection } from './requests/requests-section.tsx';
import { findSettings } from './search/find-settings.ts';
import { SearchField } from './search/search-field.tsx';
import { ShownSettings } from './search/shown-settings.ts';
import { useSettingEntries } from './search/use-setting-entries.ts';
import { SectionNav } from './section-nav.tsx';
import { ToolsSection } from './tools/tools-section.tsx';
import { useShortcut } from './shortcut/use-shortcut.ts';
import { useCurrentSection } from './use-current-section.ts';

const none: readonly ProviderInfo[] = [];

/** All that can be set, on one page that can be searched. `section`: the one the address names. */
export function SettingsPage({ section }: { readonly section: SettingsSection | undefined }) {
  const { t } = useTranslation();
  const { bridge, providers, settings: pageSettings } = usePage();
  const { providers: list, keyPlaces, error: listError } = useStore(providers.store);
  const { settings, error } = useStore(pageSettings.store);
  const isConnected = useStore(bridge.connection, ({ status }) => status === 'connected');
  const shortcut = useShortcut();
  const [query, setQuery] = useState('');
  const scroller = useRef<HTMLDivElement>(null);

  const isDesktop = shortcut.status === null ? null : shortcut.status.state !== 'browser';
  const entries = useSettingEntries(list ?? none, isDesktop);
  const shown = useMemo(() => findSettings(entries, query), [entries, query]);
  const sections = settingsSections.filter((name) => shown.some((entry) => entry.section === name));
  const isReady = settings !== null && list !== null;
  const { current, find, show } = useCurrentSection(scroller, section, isReady);

  useEffect(() => {
    document.title = `${t('settings.title')} – ${t('app')}`;
  }, [t]);

  // A key may have come or gone in another window.
  useEffect(() => {
    if (isConnected) void providers.reload(); // keeps its error itself
  }, [providers, isConnected]);

  const failure = error ?? listError;
  return (
    <>
      <Header title={t('settings.title')} />
      <div
        ref={scroller}
        onScroll={find}
        // What has the focus does not stand where the toasts do.
        className="@container min-h-0 flex-1 scroll-pt-16 overflow-y-auto [scrollbar-gutter:stable]"
      >
        <div className="mx-auto flex w-full max-w-[992px] flex-col gap-4 px-4 py-6 @3xl:flex-row @3xl:gap-8">
          <div className="flex shrink-0 flex-col gap-2 @3xl:sticky @3xl:top-6 @3xl:w-60 @3xl:self-start">
            <SearchField value={query} onChange={setQuery} matches={shown.length} />
            {sections.length > 0 && (
              <SectionNav sections={sections} current={current} onChoose={show} />
            )}
          </div>
          <div className="flex min-w-0 flex-1 flex-col gap-10">
            {failure !== null && (
              <p role="alert" className="text-sm text-danger">
                {sayError(failure)}
              </p>
            )}
            {!isReady && failure === null && (
              <p className="text-sm text-muted">{t('settings.loading')}</p>
            )}
            {isReady && (
              <ShownSettings value={shown}>
                <GeneralSection settings={settings} shortcut={shortcut} />
                <AppearanceSection appearance={settings.appearance} scroller={scroller} />
                <ModelsSection
                  providers={list}
                  keyPlaces={keyPlaces}
                  timeouts={settings.streamTimeouts}
                />
                <ToolsSection />
                <RequestsSection settings={settings} />
                <CostsSection settings={settings} />
                <DataSection />
                <AboutSection />
              </ShownSettings>
            )}
          </div>
        </div>
      </div>
    </>
  );
}
