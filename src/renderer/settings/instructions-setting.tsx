import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AppError } from '../../shared/errors.ts';
import { maxInstructionsLength } from '../../shared/limits.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { showToast } from '../ui/toasts.tsx';
import { unsavedInTab } from '../unsaved.ts';
import { hintId, labelId, Setting } from './setting.tsx';
import { useChange } from './use-change.ts';

/** A pause in writing. */
const pauseMs = 1_000;

const unsavedKey = 'settings/instructions';

/** Saved when the field is left, however it is left: nothing typed here waits for a button. */
export function InstructionsSetting({ value }: { readonly value: string }) {
  const { t } = useTranslation();
  const { bridge, settings } = usePage();
  const { change, error } = useChange();
  const isConnected = useStore(bridge.connection, ({ status }) => status === 'connected');
  /** null: as saved. */
  const [edited, setEdited] = useState(() => unsavedInTab.get(unsavedKey) ?? null);

  function write(text: string): void {
    unsavedInTab.set(unsavedKey, text);
    setEdited(text);
  }

  /** What could not be saved stays in the field and in this tab. */
  async function save(): Promise<AppError | null> {
    const text = edited?.trim();
    if (text === undefined) return null;
    // `value` is already what is only on its way.
    const isSaved = settings.store.getState().saved?.systemPrompt === text;
    const failure = isSaved ? null : await change({ systemPrompt: text });
    if (failure !== null) return failure;
    if (unsavedInTab.get(unsavedKey)?.trim() === text) unsavedInTab.delete(unsavedKey);
    setEdited((now) => (now === text ? null : now));
    return null;
  }

  const pause = useEffectEvent(() => void save()); // keeps its error itself

  const leave = useEffectEvent(async () => {
    const failure = await save();
    if (failure !== null) showToast({ text: sayError(failure) });
  });

  // A reload does not wait for an answer, so most of it is saved before that.
  useEffect(() => {
    if (edited === null || !isConnected) return;
    const timer = setTimeout(pause, pauseMs);
    return () => clearTimeout(timer);
  }, [edited, isConnected]);

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
        onChange={(event) => write(event.target.value)}
        onBlur={() => {
          if (edited !== null) write(edited.trim());
          void save(); // keeps its error itself
        }}
        rows={5}
        maxLength={maxInstructionsLength}
        className="w-full resize-y rounded-lg border border-border-strong bg-background p-3 text-sm"
      />
    </Setting>
  );
}
