import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../app-context.tsx';
import { useConversationActions } from '../conversations/use-conversation-actions.ts';
import { Header } from '../header.tsx';
import { Button } from '../ui/button.tsx';
import { late } from '../ui/late.tsx';
import { renameRoute } from '../use-route.ts';
import { ChatAnnouncer } from './chat-announcer.tsx';
import { ChatHeader } from './chat-header.tsx';
import type { ChatSession } from './chat-session.ts';
import { Composer } from './composer/composer.tsx';
import type { MessageListProps } from './message-list.tsx';
import { enterChat } from './open-chat.ts';
import { useChatSession } from './use-chat-session.ts';
import { Welcome } from './welcome.tsx';

// There is nothing to show before the core has answered, and that takes longer.
const MessageList = late<MessageListProps>(
  async () => (await import('./message-list.tsx')).MessageList,
  function Empty() {
    return <div className="min-h-0 flex-1" />;
  },
);

export interface ChatPageProps {
  readonly conversationId: string;
  /** It begins here, with its first message. */
  readonly isNew: boolean;
}

/** Must be keyed by the conversation. */
export function ChatPage({ conversationId, isNew }: ChatPageProps) {
  const [timesBack, setTimesBack] = useState(0);
  return (
    <Chat
      key={timesBack}
      conversationId={conversationId}
      isNew={isNew && timesBack === 0}
      onBack={() => setTimesBack(timesBack + 1)}
    />
  );
}

function Chat({ conversationId, isNew, onBack }: ChatPageProps & { readonly onBack: () => void }) {
  const session = useChatSession(conversationId, isNew);
  return session === null ? null : <OpenChat session={session} onBack={onBack} />;
}

function OpenChat({
  session,
  onBack,
}: {
  readonly session: ChatSession;
  readonly onBack: () => void;
}) {
  const { t } = useTranslation();
  const place = useStore(session.store, (state) => state.place);
  const isBlank = useStore(session.store, ({ view, sending }) => view === null && sending === null);
  const wasNew = useRef(place === 'new');
  const input = useRef<HTMLTextAreaElement>(null);

  useEffect(() => enterChat(session), [session]);

  useEffect(() => {
    // The conversation exists now, so it gets its address.
    if (wasNew.current && place !== 'new')
      renameRoute({ page: 'chat', id: session.conversationId });
  }, [place, session]);

  if (place === 'gone') return <GoneChat id={session.conversationId} onBack={onBack} />;
  return (
    <>
      <ChatHeader session={session} />
      {place === 'new' && isBlank ? (
        <Welcome session={session} focusInput={() => input.current?.focus()} />
      ) : isBlank ? (
        <p className="flex-1 p-6 text-center text-sm text-muted">{t('chat.loading')}</p>
      ) : (
        <MessageList session={session} />
      )}
      <Composer session={session} inputRef={input} />
      <ChatAnnouncer session={session} />
    </>
  );
}

function GoneChat({ id, onBack }: { readonly id: string; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const { restore } = useConversationActions();
  const { conversations } = useApp();
  const isBack = useStore(conversations.store, (state) =>
    state.conversations.some((each) => each.id === id),
  );

  const wasThere = useRef(isBack);

  useEffect(() => {
    // Brought back, here or in another window: it is opened like any other.
    if (isBack && !wasThere.current) onBack();
    wasThere.current = isBack;
  }, [isBack, onBack]);

  return (
    <>
      <Header title={t('chat.gone.title')} />
      <div className="flex flex-1 flex-col items-center justify-center gap-3 p-6 text-center">
        <p className="text-sm text-muted">{t('chat.gone.text')}</p>
        <Button onClick={() => void restore(id)}>{t('chat.gone.restore')}</Button>
      </div>
    </>
  );
}
