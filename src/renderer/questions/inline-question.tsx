import { MessageCircleQuestion } from 'lucide-react';
import { useEffect, useId, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PendingQuestion } from '../../shared/contract/mcp-questions.ts';
import { focusHome, messagesId } from '../chat/focus-home.ts';
import { showInline } from './pending-store.ts';
import { QuestionView } from './question-view.tsx';

/** What a call's server asks, beneath the call. Where it takes the focus away with it, that goes home. */
export function InlineQuestion({ question }: { readonly question: PendingQuestion }) {
  const { t } = useTranslation();
  const id = useId();
  const section = useRef<HTMLElement>(null);
  const hadFocus = useRef(false);

  // Before it is painted, or the notice of it would be for a moment.
  useLayoutEffect(() => showInline(question.id), [question.id]);

  useEffect(() => (section.current === null ? undefined : showBeginning(section.current)), []);

  useLayoutEffect(
    () => () => {
      hadFocus.current = section.current?.contains(document.activeElement) === true;
    },
    [],
  );
  useEffect(
    () => () => {
      if (hadFocus.current) focusHome();
    },
    [],
  );

  return (
    <section
      ref={section}
      aria-labelledby={id}
      className="mt-2 flex flex-col gap-3 rounded-xl border border-warning bg-raised p-4 text-sm"
    >
      <p id={id} className="flex items-center gap-2 font-semibold">
        <MessageCircleQuestion aria-hidden className="size-4 shrink-0 text-warning" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {t('questions.title', { server: question.server.name })}
        </span>
      </p>
      <QuestionView key={question.id} question={question} isInline onAnswered={() => {}} />
    </section>
  );
}

/**
 * Reading begins at the top; where the end is followed a long form would show its end. Its fields come late, so it is
 * waited for until it is too long for the view, or somebody is in it.
 */
function showBeginning(section: HTMLElement): () => void {
  let frame = 0;
  const sizes = new ResizeObserver(() => {
    const room = document.getElementById(messagesId)?.clientHeight ?? Infinity;
    if (section.offsetHeight <= room) return;
    sizes.disconnect();
    // After the end was followed.
    frame = requestAnimationFrame(() => section.scrollIntoView());
  });
  const leave = () => sizes.disconnect();
  sizes.observe(section);
  section.addEventListener('focusin', leave, { once: true });
  return () => {
    leave();
    cancelAnimationFrame(frame);
    section.removeEventListener('focusin', leave);
  };
}
