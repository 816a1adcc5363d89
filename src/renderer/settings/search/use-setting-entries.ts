import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsSection } from '../../route.ts';
import type { ProviderInfo } from '../provider-types.ts';
import type { SettingEntry } from './find-settings.ts';

/** The settings of the page, in its order. */
const ids = {
  general: ['language', 'defaultModel', 'instructions'],
  desktop: ['shortcut', 'closeToTray', 'notify'],
  appearance: ['theme', 'contrast', 'fontSize'],
  tools: ['servers', 'toolRules', 'toolLog'],
  requests: ['retry', 'fallbacks'],
  costs: ['budgets', 'cache'],
  about: ['version', 'folder', 'licence'],
} as const;

/**
 * What can be found. `isDesktop`: null while nobody knows yet, and then neither what belongs to the
 * desktop app is there, nor the line that says so.
 */
export function useSettingEntries(
  providers: readonly ProviderInfo[],
  isDesktop: boolean | null,
): readonly SettingEntry[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const entry = (section: SettingsSection, id: string, ...words: readonly string[]) => ({
      id,
      section,
      words: [t(`settings.sections.${section}`), ...words].join(' '),
    });
    type Id = (typeof ids)[keyof typeof ids][number] | 'desktop' | 'timeouts' | 'data';
    const item = (section: SettingsSection, id: Id) =>
      entry(
        section,
        id,
        t(`settings.items.${id}.label`),
        id === 'version' ? '' : t(`settings.items.${id}.hint`),
        t(`settings.items.${id}.keywords`),
      );
    const desktop = isDesktop === null ? [] : isDesktop ? ids.desktop : (['desktop'] as const);
    return [
      ...[...ids.general, ...desktop].map((id) => item('general', id)),
      ...ids.appearance.map((id) => item('appearance', id)),
      ...providers.map(({ id, name }) =>
        entry('models', providerEntryId(id), name, t('settings.items.provider.keywords')),
      ),
      entry('models', 'customProvider', t('settings.custom.title'), t('settings.custom.keywords')),
      item('models', 'timeouts'),
      ...ids.tools.map((id) => item('tools', id)),
      ...ids.requests.map((id) => item('requests', id)),
      ...ids.costs.map((id) => item('costs', id)),
      item('data', 'data'),
      ...ids.about.map((id) => item('about', id)),
    ];
  }, [t, providers, isDesktop]);
}

export function providerEntryId(provider: string): string {
  return `provider ${provider}`;
}
