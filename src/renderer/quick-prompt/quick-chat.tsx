import { useEffect } from 'react';
import { useStore } from 'zustand';
import { maxPromptLength } from '../../shared/limits.ts';
import type { ChatSession } from '../chat/chat-session.ts';
import { usePage } from '../page-context.tsx';
import { late } from '../ui/late.tsx';
import type { AskButtonProps } from './ask-button.tsx';
import type { QuickField } from './field.ts';
import type { QuickAnswersProps } from './quick-answers.tsx';
import type { QuickBarProps } from './quick-bar.tsx';
import type { Shell } from './shell.ts';
import { useQuestion } from './use-question.ts';

// Nobody has asked anything when the page opens.
const QuickAnswers = late<QuickAnswersProps>(
  async () => (await import('./quick-answers.tsx')).QuickAnswers,
  function Empty() {
    return <div className="flex-1" />;
  },
);

const AskButton = late<AskButtonProps>(async () => (await import('./ask-button.tsx')).AskButton);

const QuickBar = late<QuickBarProps>(
  async () => (await import('./quick-bar.tsx')).QuickBar,
  function Empty() {
    return <div className="min-h-10 shrink-0 border-t border-border bg-surface" />;
  },
);

export interface QuickChatProps {
  readonly session: ChatSession;
  readonly field: QuickField;
  readonly shell: Shell;
  readonly onNewQuestion: () => void;
}

/** Must be keyed by the conversation. */
export function QuickChat({ session, field, shell, onNewQuestion }: QuickChatProps) {
  const { settings } = usePage();
  const { text, isRefused, ask } = useQuestion(session, field, shell);
  const usual = useStore(settings.store, (state) => state.settings?.quickPrompt.model ?? null);
  const tooLong = text.length - maxPromptLength;

  useEffect(() => {
    // A conversation that began has a model of its own.
    if (session.store.getState().place === 'new') void session.change({ model: usual });
  }, [session, usual]);

  function begin(): void {
    const { text: unsent } = session.draft.store.getState();
    // It goes along to the next conversation.
    session.draft.set('');
    field.element.value = unsent;
    field.element.focus();
    onNewQuestion();
  }

  return (
    <>
      <AskButton
        session={session}
        canAsk={text.trim() !== '' && tooLong <= 0}
        onAsk={ask}
        focusField={() => field.element.focus()}
      />
      <QuickAnswers session={session} field={field} shell={shell} />
      <QuickBar
        session={session}
        shell={shell}
        isRefused={isRefused}
        tooLong={tooLong}
        onNewQuestion={begin}
      />
    </>
  );
}
