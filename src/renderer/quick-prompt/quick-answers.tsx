import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { ChatAnnouncer } from '../chat/chat-announcer.tsx';
import type { ChatSession } from '../chat/chat-session.ts';
import { isRunning, messagesOf } from '../chat/chat-state.ts';
import { useFollowEnd } from '../chat/use-follow-end.ts';
import type { QuickField } from './field.ts';
import { QuickMessage } from './quick-message.tsx';
import { QuickQuestion } from './quick-question.tsx';
import type { Shell } from './shell.ts';

export interface QuickAnswersProps {
  readonly session: ChatSession;
  readonly field: QuickField;
  readonly shell: Shell;
}

/** What was asked here and what came back. */
export function QuickAnswers({ session, field, shell }: QuickAnswersProps) {
  const { t } = useTranslation();
  const messages = useStore(session.store, useShallow(messagesOf));
  const sending = useStore(session.store, (state) => state.sending);
  const isBusy = useStore(session.store, isRunning);
  const isGone = useStore(session.store, ({ place }) => place === 'gone');
  const { scroller, content, onScroll, jumpToEnd } = useFollowEnd(messages[0]?.id);
  const lastId = messages.at(-1)?.id;

  const sentId = sending?.messageId;
  useEffect(() => {
    if (sentId !== undefined) jumpToEnd();
  }, [sentId, jumpToEnd]);

  const isEmpty = messages.length === 0 && sending === null;
  return (
    <div
      ref={scroller}
      onScroll={onScroll}
      role="region"
      aria-label={t('quick.answers')}
      // It scrolls, so the keyboard has to reach it.
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto [overflow-anchor:none] focus-visible:-outline-offset-2"
    >
      <div ref={content} className="mx-auto flex w-full max-w-column flex-col gap-3 px-4 py-3">
        {(isEmpty || isGone) && (
          <p className="text-sm text-muted">{t(isGone ? 'quick.gone' : 'quick.empty')}</p>
        )}
        {messages.map((message) => (
          <QuickMessage
            key={message.id}
            message={message}
            isLast={!isBusy && sending === null && message.id === lastId}
            session={session}
            field={field}
            shell={shell}
          />
        ))}
        {sending !== null && <QuickQuestion text={sending.text} />}
      </div>
      <ChatAnnouncer session={session} />
    </div>
  );
}
