import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { maxPromptLength } from '../../../shared/limits.ts';
import { sayError } from '../../i18n/say-core.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import type { ChatSession } from '../chat-session.ts';
import type { QuestionEditing } from '../chat-state.ts';
import { composerKey } from '../composer/composer-key.ts';
import { useGrowingField } from '../composer/use-growing-field.ts';

export interface QuestionEditorProps {
  readonly session: ChatSession;
  readonly editing: QuestionEditing;
}

/** A question in other words, where it stands. */
export function QuestionEditor({
  session,
  editing: { text, isSending, isResumed },
}: QuestionEditorProps) {
  const { t, i18n } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const [isRefused, setRefused] = useState(false);
  const failure = useStore(session.store, (state) => state.failure);
  useGrowingField(field, text);
  const tooLong = text.length - maxPromptLength;

  useEffect(() => {
    if (isResumed) return;
    const { current } = field;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, [isResumed]);

  async function send(): Promise<void> {
    if (tooLong > 0) return;
    const outcome = await session.edit.send();
    setRefused(outcome === 'running');
    if (outcome === 'running') announce(t('composer.stillRunning'));
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    const act = composerKey(event.nativeEvent, true);
    if (act === null) return;
    event.preventDefault();
    // Escape means this field, and not the answer that runs below it.
    event.stopPropagation();
    if (act === 'stop') session.edit.cancel();
    else void send(); // keeps its error itself
  }

  return (
    <div className="flex w-full flex-col gap-2 rounded-xl border border-border-strong bg-raised p-2 focus-within:border-accent focus-within:outline-1 focus-within:outline-accent">
      <textarea
        ref={field}
        aria-label={t('message.edit.field')}
        aria-keyshortcuts="Enter Escape"
        value={text}
        readOnly={isSending}
        onChange={(event) => session.edit.write(event.target.value)}
        onKeyDown={onKeyDown}
        rows={1}
        className="block field-sizing-content max-h-[40vh] min-h-11 w-full resize-none bg-transparent px-2 py-1.5 outline-none"
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="min-w-0 flex-1 basis-60 px-2 text-xs text-muted">
          {tooLong > 0 ? (
            <span className="text-warning">
              {t('composer.tooLong', { amount: tooLong.toLocaleString(i18n.language) })}
            </span>
          ) : isRefused ? (
            <span className="text-warning">{t('composer.stillRunning')}</span>
          ) : failure?.doing === 'edit' ? (
            <span className="text-danger">{sayError(failure.error)}</span>
          ) : (
            t('message.edit.hint')
          )}
        </p>
        <Button look="quiet" disabled={isSending} onClick={() => session.edit.cancel()}>
          {t('message.edit.cancel')}
        </Button>
        <Button
          look="primary"
          disabled={isSending || text.trim() === '' || tooLong > 0}
          onClick={() => void send()}
        >
          {t('message.edit.send')}
        </Button>
      </div>
    </div>
  );
}
