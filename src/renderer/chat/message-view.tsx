import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../shared/contract/message.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { classNames } from '../ui/class-names.ts';
import { joinContinued } from './join-continued.ts';
import { MessageBoundary } from './message-boundary.tsx';
import { MessageEnd } from './message-end.tsx';
import { MessageMeta } from './message-meta.tsx';
import { messageText } from './message-text.ts';
import { PartView } from './part-view.tsx';
import { PersonText } from './person-text.tsx';

export interface MessageActions {
  readonly retry: (id: string) => void;
  readonly goOn: (id: string) => void;
}

export interface MessageViewProps {
  readonly message: Message;
  /** Nothing stands below it and nothing is running. */
  readonly isLast: boolean;
  readonly actions: MessageActions;
}

/** Drawn anew only when the message is another object. */
export const MessageView = memo(function MessageView({
  message,
  isLast,
  actions,
}: MessageViewProps) {
  const { t, i18n } = useTranslation();
  const isPerson = message.role === 'user';
  const time = new Date(message.createdAt).toLocaleTimeString(i18n.language, {
    timeStyle: 'short',
  });
  const text = messageText(message);
  const isWriting = message.status === 'streaming';
  return (
    <article
      aria-label={t('message.label', { who: t(isPerson ? 'chat.you' : 'chat.assistant'), time })}
      data-message-id={message.id}
      data-status={message.status}
      className={classNames('group/message flex flex-col gap-1', isPerson && 'items-end')}
    >
      <MessageBoundary text={text}>
        {isPerson ? <PersonText text={text} /> : <Answer message={message} isWriting={isWriting} />}
      </MessageBoundary>
      <div
        className={classNames(
          'flex min-h-8 items-center gap-1 text-xs text-muted',
          isPerson && 'flex-row-reverse',
        )}
      >
        {!isWriting && <MessageMeta message={message} />}
        {text !== '' && !isWriting && (
          <CopyButton
            text={() => text}
            className="opacity-0 group-focus-within/message:opacity-100 group-hover/message:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
          />
        )}
      </div>
      <MessageEnd message={message} isLast={isLast} actions={actions} />
    </article>
  );
});

function Answer({
  message,
  isWriting,
}: {
  readonly message: Message;
  readonly isWriting: boolean;
}) {
  const shown = useMemo(() => joinContinued(message.parts), [message.parts]);
  const last = shown.at(-1)?.index;
  return (
    <div className="flex w-full flex-col gap-2">
      {shown.map(({ index, part }) => (
        <PartView key={index} part={part} isOpen={isWriting && index === last} />
      ))}
      {isWriting && <span aria-hidden className="writing-mark" />}
    </div>
  );
}
