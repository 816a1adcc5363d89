import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { maxInstructionsLength } from '../../shared/limits.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { showToast } from '../ui/toasts.tsx';
import { hintId, labelId, Setting } from './setting.tsx';
import { useChange } from './use-change.ts';

/** A pause in writing. */
const pauseMs = 1_000;

/** Saved when the field is left, however it is left: nothing typed here waits for a button. */
export function InstructionsSetting({ value }: { readonly value: string }) {
  const { t } = useTranslation();
  const { settings } = usePage();
  const { change, error } = useChange();
  /** null: as saved. */
  const [edited, setEdited] = useState<string | null>(null);

  async function save(): Promise<void> {
    const text = edited?.trim();
    if (text === undefined) return;
    if (text !== value && (await change({ systemPrompt: text })) !== null) return;
    setEdited((now) => (now === edited ? null : now));
  }

  const leave = useEffectEvent(async () => {
    const text = edited?.trim();
    if (text === undefined || text === value) return;
    const failure = await change({ systemPrompt: text });
    if (failure !== null) showToast({ text: sayError(failure) });
  });

  // A reload does not wait for an answer, so most of it is saved before that.
  useEffect(() => {
    if (edited === null) return;
    const timer = setTimeout(() => void settings.change({ systemPrompt: edited.trim() }), pauseMs);
    return () => clearTimeout(timer);
  }, [settings, edited]);

  useEffect(() => {
    const onHide = () => void leave(); // says its error itself
    addEventListener('pagehide', onHide);
    return () => {
      removeEventListener('pagehide', onHide);
      void leave(); // says its error itself
    };
  }, []);

  return (
    <Setting
      id="instructions"
      label={t('settings.items.instructions.label')}
      hint={t('settings.items.instructions.hint')}
      error={error}
    >
      <textarea
        aria-labelledby={labelId('instructions')}
        aria-describedby={hintId('instructions')}
        value={edited ?? value}
        onChange={(event) => setEdited(event.target.value)}
        onBlur={() => void save()}
        rows={5}
        maxLength={maxInstructionsLength}
        className="w-full resize-y rounded-lg border border-border-strong bg-background p-3 text-sm"
      />
    </Setting>
  );
}
