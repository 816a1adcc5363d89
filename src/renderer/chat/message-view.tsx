import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { RefObject } from 'react';
import type { Message } from '../../shared/contract/message.ts';
import { classNames } from '../ui/class-names.ts';
import { AnswerView } from './answer-view.tsx';
import type { ChatSession } from './chat-session.ts';
import { focusHome } from './focus-home.ts';
import { AttachedList } from './attachment/late-attached-list.tsx';
import { AnswerOrigin } from './late-answer-origin.tsx';
import { MessageBoundary } from './message-boundary.tsx';
import { MessageEnd } from './message-end.tsx';
import { MessageMeta } from './message-meta.tsx';
import { messageText } from './message-text.ts';
import { MessageActions } from './message/message-actions.tsx';
import { QuestionEditor } from './message/question-editor.tsx';
import { PersonText } from './person-text.tsx';

export interface MessageViewProps {
  readonly message: Message;
  /** Nothing stands below it and nothing is running. */
  readonly isLast: boolean;
  readonly session: ChatSession;
  /** Something is about to change its height: this part of it is to stay where it is on the screen. */
  readonly keepInPlace: (element: HTMLElement | null) => void;
}

/** Drawn anew only when the message is another object. */
export const MessageView = memo(function MessageView({
  message,
  isLast,
  session,
  keepInPlace,
}: MessageViewProps) {
  const { t, i18n } = useTranslation();
  const article = useRef<HTMLElement>(null);
  const row = useRef<HTMLDivElement>(null);
  const editing = useStore(session.store, (state) =>
    state.editing?.editedId === message.id ? state.editing : null,
  );
  useFocusBack(editing !== null, row);
  const isPerson = message.role === 'user';
  const time = new Date(message.createdAt).toLocaleTimeString(i18n.language, {
    timeStyle: 'short',
  });
  const text = messageText(message);
  const isWriting = message.status === 'streaming';
  const attached = isPerson ? message.parts.filter((part) => part.type === 'resource') : [];
  return (
    <article
      ref={article}
      aria-label={t('message.label', { who: t(isPerson ? 'chat.you' : 'chat.assistant'), time })}
      data-message-id={message.id}
      data-status={message.status}
      className={classNames('group/message flex flex-col gap-1', isPerson && 'items-end')}
    >
      {attached.length > 0 && <AttachedList parts={attached} />}
      <MessageBoundary text={text}>
        {editing !== null ? (
          <QuestionEditor session={session} editing={editing} />
        ) : isPerson ? (
          <PersonText text={text} />
        ) : (
          <>
            <AnswerOrigin
              message={message}
              onAgain={
                isLast
                  ? () => {
                      void session.retry(message.id); // keeps its error itself
                      // The button goes with the answer.
                      focusHome();
                    }
                  : null
              }
            />
            <AnswerView key={message.id} message={message} isWriting={isWriting} />
          </>
        )}
      </MessageBoundary>
      <div
        ref={row}
        className={classNames(
          'flex min-h-8 flex-wrap items-center gap-x-1 text-xs text-muted',
          isPerson ? 'flex-row-reverse' : 'justify-between',
          // Its place stays, and so does what it says once the field is gone.
          editing !== null && 'invisible',
        )}
      >
        <MessageMeta message={message} />
        <MessageActions
          message={message}
          text={text}
          session={session}
          onSwitch={() => keepInPlace(row.current)}
          onEdit={() => {
            keepInPlace(article.current);
            session.edit.begin(message.id);
          }}
        />
      </div>
      <MessageEnd message={message} isLast={isLast} session={session} />
    </article>
  );
});

/** Once a question is edited no longer, the focus is on its Edit button again, if the field had it. */
function useFocusBack(isEditing: boolean, row: RefObject<HTMLElement | null>): void {
  const wasEditing = useRef(isEditing);
  useEffect(() => {
    if (wasEditing.current && !isEditing && document.activeElement === document.body)
      row.current?.querySelector<HTMLElement>('[data-edit-button]')?.focus();
    wasEditing.current = isEditing;
  }, [isEditing, row]);
}
