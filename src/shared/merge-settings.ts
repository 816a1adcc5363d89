import type { Settings, SettingsChange } from './contract/settings.ts';

/** The settings after a change, one field at a time: what the patch does not name stays as it is. */
export function mergeSettings(settings: Settings, patch: SettingsChange): Settings {
  return {
    ...settings,
    ...patch,
    streamTimeouts: { ...settings.streamTimeouts, ...patch.streamTimeouts },
    providers: { ...settings.providers, ...patch.providers },
    retry: { ...settings.retry, ...patch.retry },
    cache: { ...settings.cache, ...patch.cache },
    budgets: { ...settings.budgets, ...patch.budgets },
    appearance: { ...settings.appearance, ...patch.appearance },
    quickPrompt: { ...settings.quickPrompt, ...patch.quickPrompt },
  };
}
