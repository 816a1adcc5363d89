import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { usePage } from '../page-context.tsx';
import { ModelPicker } from './model-picker.tsx';
import { modelName } from './providers-store.ts';
import { useChange } from './use-change.ts';

/** For conversations without a model of their own. Says what automatic means now, where that is known. */
export function DefaultModelPicker({ onAddKey }: { readonly onAddKey: () => void }) {
  const { t } = useTranslation();
  const { providers, settings } = usePage();
  const { change, error } = useChange();
  const chosen = useStore(settings.store, (state) => state.settings?.defaultModel ?? null);
  const current = useStore(providers.store, ({ models, defaultModel }) =>
    modelName(models, defaultModel),
  );
  const automatic =
    chosen === null && current !== undefined
      ? t('model.automaticNow', { name: current })
      : t('model.automatic');
  return (
    <div className="flex max-w-full flex-col items-start gap-2">
      <ModelPicker
        value={chosen}
        onChange={(defaultModel) => void change({ defaultModel })}
        defaultLabel={automatic}
        defaultName={automatic}
        onAddKey={onAddKey}
        className="max-w-full border border-border-strong"
      />
      {error !== null && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
