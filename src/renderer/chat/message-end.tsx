import { CircleAlert, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Message } from '../../shared/contract/message.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { RouteLink } from '../route-link.tsx';
import { modelName } from '../settings/providers-store.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import type { ButtonLook } from '../ui/button.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { ErrorDetails } from './error-details.tsx';
import { focusHome } from './focus-home.ts';
import { failedModel, messageHelp, ownLimit } from './message-help.ts';
import type { MessageHelp } from './message-help.ts';
import type { ChatSession } from './chat-session.ts';
import { openChat } from './open-chat.ts';

export interface MessageEndProps {
  readonly message: Message;
  readonly isLast: boolean;
  readonly session: ChatSession;
}

/** How a message ended, where it ended: what happened, what is kept, and the button that helps most. */
export function MessageEnd({ message, isLast, session }: MessageEndProps) {
  const { t } = useTranslation();
  const help = messageHelp(message, isLast);
  if (help === null) return null;
  const isError = help.type === 'error';
  if (!isError && !isLast) {
    // Long past: one does not need to be told again what can be done.
    return (
      <p className="flex items-center gap-2 text-xs text-muted">
        <Info aria-hidden className="size-3.5 shrink-0" />
        <Sentence help={help} message={message} />
      </p>
    );
  }
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
        <HelpButtons help={help} message={message} isLast={isLast} session={session} />
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
  const { t, i18n } = useTranslation();
  const { providers } = usePage();
  const models = useStore(providers.store, (state) => state.models);
  if (help.reason === 'own-length') {
    return t('message.end.own-length', {
      limit: ownLimit(message)?.toLocaleString(i18n.language),
    });
  }
  if (help.reason !== 'error') return t(`message.end.${help.reason}`);
  if (help.isTooLong === true) {
    return t('message.tooLong', {
      model: modelName(models, failedModel(message)) ?? t('turn.theModel'),
    });
  }
  return message.error === undefined ? null : sayError(message.error);
}

function Kept({ help: { kept } }: { readonly help: MessageHelp }): ReactNode {
  const { t } = useTranslation();
  return kept === null ? null : t(kept === 'answer' ? 'message.kept' : 'message.question');
}

function HelpButtons({
  help,
  message,
  session,
  isLast,
}: MessageEndProps & { readonly help: MessageHelp }): ReactNode {
  const { t } = useTranslation();
  // The button that is pressed goes with the line it stands in.
  function retry(): void {
    void session.retry(message.id); // keeps its error itself
    focusHome();
  }
  function goOn(): void {
    void session.goOn(message.id); // keeps its error itself
    focusHome();
  }
  const settings = (look: ButtonLook) => (
    <RouteLink
      to={
        help.isOverBudget === true
          ? { page: 'settings', section: 'costs' }
          : { page: 'settings', section: 'models' }
      }
      className={buttonClass(look)}
    >
      {t(help.isOverBudget === true ? 'message.openBudgets' : 'message.openSettings')}
    </RouteLink>
  );
  const quietRetry = isLast && (
    <Button look="quiet" onClick={retry}>
      {t('message.retry')}
    </Button>
  );
  switch (help.action) {
    case 'continue':
      return (
        <>
          {help.alsoSettings === true && settings('quiet')}
          {help.reason === 'own-length' && (
            <Button look="quiet" onClick={() => openChat.setState({ isChoosingOptions: true })}>
              {t('message.changeLength')}
            </Button>
          )}
          {quietRetry}
          <Button onClick={goOn}>{t('message.continue')}</Button>
        </>
      );
    case 'retry':
      return (
        <>
          {help.alsoSettings === true && settings('quiet')}
          <Button onClick={retry}>{t('message.retry')}</Button>
        </>
      );
    case 'settings':
      return (
        <>
          {settings('plain')}
          {quietRetry}
        </>
      );
    case null:
      return null;
  }
}
