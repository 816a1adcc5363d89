import { ArrowUp, Brain } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ChangeEvent, KeyboardEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { maxPromptLength } from '../../../shared/limits.ts';
import { useApp } from '../../app-context.tsx';
import { findModel } from '../../settings/providers-store.ts';
import { announce } from '../../ui/announcer.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { late } from '../../ui/late.tsx';
import type { ChatSession } from '../chat-session.ts';
import { choicesOf, isRunning, knowsChoices } from '../chat-state.ts';
import { canSwitchThinking, offeredOptions } from '../options/offered-options.ts';
import { ComposerNote } from './composer-note.tsx';
import { composerId, focusHome, isTouchScreen } from '../focus-home.ts';
import { knownPrompts } from '../prompts/known-prompts.ts';
import type { PromptFieldProps } from '../prompts/prompt-field.tsx';
import { composerKey } from './composer-key.ts';
import { fieldMenu, resetFieldMenu, tellTyped } from './field-menu.ts';
import { StopButton } from './stop-button.tsx';
import { useGrowingField } from './use-growing-field.ts';

const DraftChips = late<{ readonly session: ChatSession }>(
  async () => (await import('../attachment/draft-chips.tsx')).DraftChips,
);
const ComposerExtras = late(async () => (await import('./composer-extras.tsx')).ComposerExtras);

const PromptField = late<PromptFieldProps>(
  async () => (await import('../prompts/prompt-field.tsx')).PromptField,
);

export interface ComposerProps {
  readonly session: ChatSession;
  readonly inputRef: RefObject<HTMLTextAreaElement | null>;
}

export function Composer({ session, inputRef }: ComposerProps) {
  const { t } = useTranslation();
  const text = useStore(session.draft.store, (state) => state.text);
  const hasAttachments = useStore(session.attachments.store, ({ parts }) => parts.length > 0);
  const isBusy = useStore(session.store, isRunning);
  const [isRefused, setRefused] = useState(false);
  const menu = useStore(fieldMenu, (state) => state.attributes);
  const hasMenu = useStore(fieldMenu, ({ typed }) => typed !== null);
  const hasPrompts = useStore(knownPrompts, ({ prompts }) => prompts.length > 0);
  useGrowingField(inputRef, text);

  // Those of another conversation are over.
  useEffect(() => resetFieldMenu, [session]);

  useEffect(() => {
    // On a touch screen this would open the keyboard over the page.
    if (!isTouchScreen()) inputRef.current?.focus();
  }, [inputRef, session]);

  useEffect(() => {
    if (!isBusy) setRefused(false);
  }, [isBusy]);

  async function send(): Promise<void> {
    if (text.length > maxPromptLength) return;
    const outcome = await session.send();
    if (outcome !== 'running') return;
    setRefused(true);
    announce(t('composer.stillRunning'));
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (fieldMenu.getState().onKey?.(event.nativeEvent) === true) {
      event.preventDefault();
      return;
    }
    // Escape stops wherever the focus is, so it is a command's.
    if (composerKey(event.nativeEvent, false) !== 'send') return;
    event.preventDefault();
    void send(); // keeps its error itself
  }

  return (
    <div className="mx-auto flex w-full max-w-column shrink-0 flex-col gap-1 px-4 pb-3">
      <div className="flex min-h-8 items-center justify-between gap-3 text-xs text-muted">
        <p className="min-w-0 tabular-nums">
          <ComposerNote
            session={session}
            isRefused={isRefused}
            tooLong={text.length - maxPromptLength}
          />
        </p>
        {isBusy && <StopButton session={session} />}
      </div>
      <div className="relative rounded-xl border border-border-strong bg-raised focus-within:border-accent focus-within:outline-1 focus-within:outline-accent">
        {(hasMenu || hasPrompts) && <PromptField session={session} inputRef={inputRef} />}
        {hasAttachments && <DraftChips session={session} />}
        <textarea
          {...menu}
          ref={inputRef}
          id={composerId}
          aria-label={t('composer.label')}
          aria-keyshortcuts="Enter"
          placeholder={t('composer.placeholder')}
          value={text}
          onChange={(event: ChangeEvent<HTMLTextAreaElement>) => {
            session.draft.set(event.target.value);
            tellTyped(event.target);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => session.draft.flush()}
          rows={1}
          className="block field-sizing-content max-h-[40vh] min-h-11 w-full resize-none bg-transparent px-4 pt-3 pb-1 outline-none"
        />
        <div className="flex items-center gap-1 p-1.5 pl-2">
          <ThinkFirst session={session} />
          <ComposerExtras session={session} />
          <IconButton
            icon={ArrowUp}
            label={t('composer.send')}
            disabled={text.trim() === '' || text.length > maxPromptLength}
            className="ml-auto !bg-accent !text-on-accent disabled:!bg-hover disabled:!text-muted disabled:!opacity-100"
            onClick={() => {
              void send(); // keeps its error itself
              // The button can do nothing more, and would lose the focus.
              focusHome();
            }}
          />
        </div>
      </div>
    </div>
  );
}

/** There only where the chosen model can do it, and can leave it. */
function ThinkFirst({ session }: { readonly session: ChatSession }) {
  const { t } = useTranslation();
  const { providers } = useApp();
  const { model, reasoning } = useStore(session.store, useShallow(choicesOf));
  const isKnown = useStore(session.store, knowsChoices);
  const canSwitch = useStore(providers.store, ({ models, defaultModel }) =>
    canSwitchThinking(offeredOptions(findModel(models, model ?? defaultModel))),
  );
  if (!canSwitch || !isKnown) return null;
  return (
    <button
      type="button"
      aria-pressed={reasoning}
      title={t('composer.thinkHint')}
      onClick={() => void session.change({ reasoning: !reasoning })}
      className={classNames(
        'flex min-h-8 items-center gap-1.5 rounded-lg border px-2.5 text-xs hover:bg-hover pointer-coarse:min-h-11',
        reasoning ? 'border-accent text-accent' : 'border-transparent text-muted',
      )}
    >
      <Brain aria-hidden className="size-4" />
      {t('composer.think')}
    </button>
  );
}
