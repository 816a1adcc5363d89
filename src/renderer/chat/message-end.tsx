import { CircleAlert, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../shared/contract/message.ts';
import { RouteLink } from '../route-link.tsx';
import { Button, buttonClass } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { messageHelp } from './message-help.ts';
import type { MessageHelp } from './message-help.ts';
import type { MessageViewProps } from './message-view.tsx';

/** How a message ended, where it ended: what happened, what is kept, and the button that helps most. */
export function MessageEnd({ message, isLast, actions }: MessageViewProps) {
  const { t } = useTranslation();
  const help = messageHelp(message, isLast);
  if (help === null) return null;
  const isError = help.type === 'error';
  const Icon = isError ? CircleAlert : Info;
  return (
    <div className="flex w-full flex-col gap-2 rounded-xl border border-border bg-surface px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="flex min-w-0 flex-1 basis-60 gap-2">
          <Icon
            aria-hidden
            className={`mt-0.5 size-4 shrink-0 ${isError ? 'text-danger' : 'text-muted'}`}
          />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <Sentence help={help} message={message} /> <Kept help={help} />
          </span>
        </p>
        <HelpButtons help={help} message={message} isLast={isLast} actions={actions} />
      </div>
      {isError && message.error !== undefined && (
        <Disclosure summary={t('message.details')}>
          {() => <ErrorDetails message={message} />}
        </Disclosure>
      )}
    </div>
  );
}

function Sentence({
  help,
  message,
}: {
  readonly help: MessageHelp;
  readonly message: Message;
}): ReactNode {
  const { t } = useTranslation();
  return help.reason === 'error' ? message.error?.message : t(`message.end.${help.reason}`);
}

function Kept({ help: { kept } }: { readonly help: MessageHelp }): ReactNode {
  const { t } = useTranslation();
  return kept === null ? null : t(kept === 'answer' ? 'message.kept' : 'message.question');
}

function HelpButtons({
  help,
  message,
  actions,
  isLast,
}: MessageViewProps & { readonly help: MessageHelp }): ReactNode {
  const { t } = useTranslation();
  const quietRetry = isLast && (
    <Button look="quiet" onClick={() => actions.retry(message.id)}>
      {t('message.retry')}
    </Button>
  );
  switch (help.action) {
    case 'continue':
      return (
        <>
          {quietRetry}
          <Button onClick={() => actions.goOn(message.id)}>{t('message.continue')}</Button>
        </>
      );
    case 'retry':
      return <Button onClick={() => actions.retry(message.id)}>{t('message.retry')}</Button>;
    case 'settings':
      return (
        <>
          <RouteLink to={{ page: 'settings' }} className={buttonClass('plain')}>
            {t('message.openSettings')}
          </RouteLink>
          {quietRetry}
        </>
      );
    case null:
      return null;
  }
}

function ErrorDetails({ message }: { readonly message: Message }) {
  const { t } = useTranslation();
  const { error, provider, model, id } = message;
  const text = JSON.stringify(
    { ...error, provider, model, messageId: id, at: new Date(message.updatedAt).toISOString() },
    null,
    2,
  );
  return (
    <div className="flex items-start gap-2">
      <pre className="min-w-0 flex-1 overflow-x-auto font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">
        {text}
      </pre>
      <CopyButton text={() => text} label={t('message.copyDetails')} />
    </div>
  );
}
