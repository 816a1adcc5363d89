import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { maxInstructionsLength } from '../../shared/limits.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import { useApp } from '../app-context.tsx';
import { Button } from '../ui/button.tsx';
import { ModelPicker } from './model-picker.tsx';
import { modelName } from './providers-store.ts';
import type { ChangeSettings } from './settings-page.tsx';

export interface DefaultsSectionProps {
  readonly settings: Settings;
  readonly change: ChangeSettings;
}

/** What holds for every conversation that has nothing of its own. */
export function DefaultsSection({ settings, change }: DefaultsSectionProps) {
  const { t } = useTranslation();
  const [error, setError] = useState<string | null>(null);
  const automatic = useAutomaticLabel(settings.defaultModel === null);

  async function attempt(patch: Parameters<ChangeSettings>[0]): Promise<void> {
    setError((await change(patch))?.message ?? null);
  }

  return (
    <section aria-labelledby="defaults-title" className="flex flex-col gap-4">
      <h2 id="defaults-title" className="text-lg font-semibold">
        {t('settings.defaults')}
      </h2>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div>
          <h3 className="text-sm font-medium">{t('settings.defaultModel')}</h3>
          <p className="text-xs text-muted">{t('settings.defaultModelHint')}</p>
        </div>
        <ModelPicker
          value={settings.defaultModel}
          onChange={(defaultModel) => void attempt({ defaultModel })}
          defaultLabel={automatic}
          defaultName={automatic}
          className="border border-border-strong"
        />
      </div>
      <InstructionsField
        value={settings.systemPrompt}
        onSave={(systemPrompt) => void attempt({ systemPrompt })}
      />
      {error !== null && <p className="text-sm text-danger">{error}</p>}
    </section>
  );
}

/** Says what automatic means now, where that is known. */
function useAutomaticLabel(isAutomatic: boolean): string {
  const { t } = useTranslation();
  const { providers } = useApp();
  const name = useStore(providers.store, ({ models, defaultModel }) =>
    modelName(models, defaultModel),
  );
  return isAutomatic && name !== undefined
    ? t('model.automaticNow', { name })
    : t('model.automatic');
}

function InstructionsField({
  value,
  onSave,
}: {
  readonly value: string;
  readonly onSave: (value: string) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState(value);
  const isChanged = text.trim() !== value;

  function save(event: FormEvent): void {
    event.preventDefault();
    onSave(text.trim());
  }

  return (
    <form onSubmit={save} className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {t('settings.instructions')}
      </label>
      <p id={`${id}-hint`} className="text-xs text-muted">
        {t('settings.instructionsHint')}
      </p>
      <textarea
        id={id}
        aria-describedby={`${id}-hint`}
        value={text}
        onChange={(event) => setText(event.target.value)}
        rows={5}
        maxLength={maxInstructionsLength}
        className="w-full resize-y rounded-lg border border-border-strong bg-background p-3 text-sm"
      />
      <div>
        <Button type="submit" disabled={!isChanged}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
