import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ChatSession } from '../chat/chat-session.ts';
import { isRunning } from '../chat/chat-state.ts';
import { useGrowingField } from '../chat/composer/use-growing-field.ts';
import { maxPromptLength } from '../../shared/limits.ts';
import { announce } from '../ui/announcer.tsx';
import type { QuickField } from './field.ts';
import type { Shell } from './shell.ts';

export interface Question {
  readonly text: string;
  /** Somebody wanted to ask while an answer was running. */
  readonly isRefused: boolean;
  ask(): Promise<void>;
}

/** The field and the session's draft are one text, whichever of them changes. */
export function useQuestion(session: ChatSession, field: QuickField, shell: Shell): Question {
  const { t } = useTranslation();
  const text = useStore(session.draft.store, (state) => state.text);
  const isBusy = useStore(session.store, isRunning);
  const [isRefused, setRefused] = useState(false);
  const { element } = field;
  useGrowingField({ current: element }, text);

  useEffect(() => {
    if (!isBusy) setRefused(false);
  }, [isBusy]);

  useEffect(() => {
    const { draft } = session;
    const write = () => draft.set(element.value);
    const show = () => {
      const { text: kept } = draft.store.getState();
      if (element.value !== kept) element.value = kept;
    };
    const keep = () => draft.flush();
    // What was written before the page was there counts for more than what was left here once.
    if (element.value === '') show();
    else write();
    element.addEventListener('input', write);
    element.addEventListener('blur', keep);
    const stop = draft.store.subscribe(show);
    return () => {
      stop();
      element.removeEventListener('input', write);
      element.removeEventListener('blur', keep);
    };
  }, [session, element]);

  async function ask(): Promise<void> {
    if (element.value.length > maxPromptLength) return;
    if ((await session.send()) !== 'running') return;
    setRefused(true);
    announce(t('composer.stillRunning'));
  }

  useEffect(
    () =>
      field.listen((key) => {
        if (key === 'ask') void ask(); // keeps its error itself
        else shell.hide();
      }),
    // oxlint-disable-next-line react/exhaustive-deps -- `ask` knows nothing that changes with a drawing
    [field, session, shell],
  );

  return { text, isRefused, ask };
}
