import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
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
  const box = useRef<HTMLDivElement>(null);
  /** Key of the model that was just chosen to have substitutes. */
  const chosen = useRef<string>(null);
  const saved = Object.keys(fallbacks);
  const keys = begun === null || modelKey(begun) in fallbacks ? saved : [...saved, modelKey(begun)];

  function remove(key: string): void {
    flushSync(() => setBegun(null));
    if (key in fallbacks) void change({ fallbacks: withSubstitutes(fallbacks, key, []) }); // says its error
    // The button goes with its list.
    box.current?.querySelector<HTMLElement>('[data-begin] [role=combobox]')?.focus();
  }

  /** Of the list that was just begun, the button that adds to it. */
  function addButton(): HTMLElement | null {
    const key = chosen.current;
    chosen.current = null;
    if (key === null) return null;
    const list = `[data-substitutes-of="${CSS.escape(key)}"]`;
    const button = box.current?.querySelector<HTMLElement>(`${list} [role=combobox]`) ?? null;
    // The list that closes gives the focus away without scrolling.
    button?.scrollIntoView({ block: 'nearest' });
    return button;
  }

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
      <div ref={box} className="flex flex-col gap-2">
        {keys.map((key) => (
          <SubstituteList
            key={key}
            model={modelOfKey(key)}
            models={models}
            substitutes={fallbacks[key] ?? []}
            onChange={(substitutes) => void replace(key, substitutes)}
            onRemove={() => remove(key)}
          />
        ))}
        {keys.length < mostModels && (
          <div data-begin className="flex">
            <ModelPicker
              value={null}
              onChange={(model) => {
                if (model === null) return;
                chosen.current = modelKey(model);
                setBegun(model);
              }}
              finalFocus={addButton}
              actionLabel={t('settings.fallbacks.forModel')}
              defaultLabel={t('settings.fallbacks.forModel')}
              defaultName={t('settings.fallbacks.forModel')}
              className="max-w-full self-start border border-border-strong"
            />
          </div>
        )}
      </div>
    </Setting>
  );
}
