import { memo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../shared/contract/message.ts';
import { AnswerView } from '../chat/answer-view.tsx';
import type { ChatSession } from '../chat/chat-session.ts';
import { AnswerOrigin } from '../chat/late-answer-origin.tsx';
import { MessageBoundary } from '../chat/message-boundary.tsx';
import { messageHelp } from '../chat/message-help.ts';
import { messageText } from '../chat/message-text.ts';
import { sayError } from '../i18n/say-core.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import type { QuickField } from './field.ts';
import { QuickQuestion } from './quick-question.tsx';
import type { Shell } from './shell.ts';

export interface QuickMessageProps {
  readonly message: Message;
  readonly isLast: boolean;
  readonly session: ChatSession;
  readonly field: QuickField;
  readonly shell: Shell;
}

/** Drawn anew only when the message is another object. */
export const QuickMessage = memo(function QuickMessage(props: QuickMessageProps) {
  const { t } = useTranslation();
  const { message, isLast, session, field } = props;
  const text = messageText(message);
  if (message.role === 'user') {
    return (
      <>
        <QuickQuestion text={text} />
        <QuickEnd {...props} />
      </>
    );
  }
  const isWriting = message.status === 'streaming';
  function askAgain(): void {
    void session.retry(message.id); // keeps its error itself
    // The button goes with the answer.
    field.element.focus();
  }
  return (
    <article
      aria-label={t('chat.assistant')}
      data-message-id={message.id}
      data-status={message.status}
      className="flex flex-col gap-2"
    >
      <MessageBoundary text={text}>
        <AnswerOrigin message={message} onAgain={isLast ? askAgain : null} />
        <AnswerView message={message} isWriting={isWriting} />
      </MessageBoundary>
      {text !== '' && !isWriting && <CopyButton text={() => text} className="-ml-2" />}
      <QuickEnd {...props} />
    </article>
  );
});

/** How it ended, if not simply so, and the button that helps most. */
function QuickEnd({ message, isLast, session, field, shell }: QuickMessageProps): ReactNode {
  const { t } = useTranslation();
  // The button that is pressed goes with the line it stands in.
  function goOn(): void {
    void session.goOn(message.id); // keeps its error itself
    field.element.focus();
  }
  function retry(): void {
    void session.retry(message.id); // keeps its error itself
    field.element.focus();
  }
  const help = messageHelp(message, isLast);
  if (help === null) return null;
  const isError = help.reason === 'error';
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <p
        className={`min-w-0 flex-1 basis-60 [overflow-wrap:anywhere] ${isError ? 'text-danger' : 'text-muted'}`}
      >
        {help.reason === 'error'
          ? message.error !== undefined && sayError(message.error)
          : t(`message.end.${help.reason}`)}
      </p>
      {help.action === 'continue' && <Button onClick={goOn}>{t('message.continue')}</Button>}
      {help.action === 'retry' && <Button onClick={retry}>{t('message.retry')}</Button>}
      {help.action === 'settings' && (
        <Button onClick={() => shell.continueInMain(session.conversationId)}>
          {t('quick.continue')}
        </Button>
      )}
    </div>
  );
}
