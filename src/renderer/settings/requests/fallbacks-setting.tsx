import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ModelRef } from '../../../shared/contract/conversations.ts';
import { usePage } from '../../page-context.tsx';
import { ModelPicker } from '../model-picker.tsx';
import { Setting } from '../setting.tsx';
import { useChange } from '../use-change.ts';
import { modelKey, modelOfKey, mostModels, withSubstitutes } from './fallbacks.ts';
import type { Fallbacks } from './fallbacks.ts';
import { SubstituteList } from './substitute-list.tsx';

/** By model, who is asked instead, and in which order. */
export function FallbacksSetting({ fallbacks }: { readonly fallbacks: Fallbacks }) {
  const { t } = useTranslation();
  const { providers } = usePage();
  const models = useStore(providers.store, (state) => state.models);
  const { change, error } = useChange();
  /** Chosen, and without a substitute so far: not in the settings. */
  const [begun, setBegun] = useState<ModelRef | null>(null);
  const saved = Object.keys(fallbacks);
  const keys = begun === null || modelKey(begun) in fallbacks ? saved : [...saved, modelKey(begun)];

  async function replace(key: string, substitutes: readonly ModelRef[]): Promise<void> {
    // It stays in sight, with the focus, for another to be added.
    if (substitutes.length === 0) setBegun(modelOfKey(key));
    await change({ fallbacks: withSubstitutes(fallbacks, key, substitutes) });
  }

  return (
    <Setting
      id="fallbacks"
      label={t('settings.items.fallbacks.label')}
      hint={t('settings.items.fallbacks.hint')}
      error={error}
    >
      {keys.map((key) => (
        <SubstituteList
          key={key}
          model={modelOfKey(key)}
          models={models}
          substitutes={fallbacks[key] ?? []}
          onChange={(substitutes) => void replace(key, substitutes)}
        />
      ))}
      {keys.length < mostModels && (
        <ModelPicker
          value={null}
          onChange={(model) => {
            if (model !== null) setBegun(model);
          }}
          actionLabel={t('settings.fallbacks.forModel')}
          defaultLabel={t('settings.fallbacks.forModel')}
          defaultName={t('settings.fallbacks.forModel')}
          className="max-w-full self-start border border-border-strong"
        />
      )}
    </Setting>
  );
}
