import { AppWindow, SquarePen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { ModelRef } from '../../shared/contract/conversations.ts';
import type { ChatSession } from '../chat/chat-session.ts';
import { choicesOf, isRunning } from '../chat/chat-state.ts';
import { ComposerNote } from '../chat/composer/composer-note.tsx';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { ModelPicker } from '../settings/model-picker.tsx';
import { useDefaultWords } from '../settings/use-default-words.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import type { Shell } from './shell.ts';

export interface QuickBarProps {
  readonly session: ChatSession;
  readonly shell: Shell;
  readonly isRefused: boolean;
  readonly tooLong: number;
  readonly onNewQuestion: () => void;
}

/** At the lower edge: what is going on, who answers, and where to go from here. */
export function QuickBar({ session, shell, isRefused, tooLong, onNewQuestion }: QuickBarProps) {
  const { t } = useTranslation();
  const hasBegun = useStore(session.store, ({ place }) => place !== 'new');
  // Whoever has asked knows how, and the room is needed.
  const isQuiet = useStore(
    session.store,
    (state) => state.place !== 'new' && state.failure === null && !isRunning(state),
  );
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-1 border-t border-border bg-surface px-2 py-1">
      <p className="min-w-0 flex-1 basis-40 px-2 text-xs text-muted tabular-nums">
        {(!isQuiet || tooLong > 0) && (
          <ComposerNote session={session} isRefused={isRefused} tooLong={tooLong} />
        )}
      </p>
      <Model session={session} />
      {hasBegun && (
        <>
          <Button look="quiet" onClick={onNewQuestion}>
            <SquarePen aria-hidden className="size-4" />
            {t('quick.new')}
          </Button>
          <Button look="quiet" onClick={() => shell.continueInMain(session.conversationId)}>
            <AppWindow aria-hidden className="size-4" />
            {t('quick.continue')}
          </Button>
        </>
      )}
    </div>
  );
}

/** Chosen once for every quick question to come; the one that is open takes it as well. */
function Model({ session }: { readonly session: ChatSession }) {
  const { settings } = usePage();
  const { model } = useStore(session.store, useShallow(choicesOf));
  const defaultWords = useDefaultWords();

  async function choose(next: ModelRef | null): Promise<void> {
    void session.change({ model: next }); // keeps its error itself
    const error = await settings.change({ quickPrompt: { model: next } });
    if (error !== null) announce(sayError(error));
  }

  return (
    <ModelPicker
      value={model}
      onChange={(next) => void choose(next)} // says its error
      {...defaultWords}
      className="max-w-48"
    />
  );
}
