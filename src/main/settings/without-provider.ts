import { maxRemovedProviders } from '../../shared/contract/custom-provider.ts';
import type { ModelRef } from '../../shared/contract/conversations.ts';
import type { Settings, SettingsChange } from '../../shared/contract/settings.ts';

/** What changes when a custom provider goes: nothing names its models any longer, and its name is kept. */
export function withoutProvider(settings: Settings, id: string): SettingsChange {
  const stays = (ref: ModelRef) => ref.provider !== id;
  const unless = (ref: ModelRef | null) => (ref !== null && stays(ref) ? ref : null);
  /** By `provider/model`. */
  const ofOthers = <Value>(byModel: Readonly<Record<string, Value>>) =>
    Object.entries(byModel).filter(([key]) => !key.startsWith(`${id}/`));
  const fallbacks = ofOthers(settings.fallbacks)
    .map(([key, substitutes]) => [key, substitutes.filter(stays)] as const)
    .filter(([, substitutes]) => substitutes.length > 0);
  const removed = settings.customProviders.filter((provider) => provider.id === id);
  return {
    customProviders: settings.customProviders.filter((provider) => provider.id !== id),
    removedProviders: [
      ...settings.removedProviders.filter((provider) => provider.id !== id),
      ...removed.map(({ name }) => ({ id, name })),
    ].slice(-maxRemovedProviders),
    fallbacks: Object.fromEntries(fallbacks),
    favouriteModels: settings.favouriteModels.filter(stays),
    defaultModel: unless(settings.defaultModel),
    quickPrompt: { model: unless(settings.quickPrompt.model) },
    modelTimeouts: Object.fromEntries(ofOthers(settings.modelTimeouts)),
    modelOverrides: Object.fromEntries(ofOthers(settings.modelOverrides)),
  };
}
