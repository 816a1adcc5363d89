import { ScrollText } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useApp } from '../app-context.tsx';
import { Header } from '../header.tsx';
import { ModelPicker } from '../settings/model-picker.tsx';
import { useDefaultWords } from '../settings/use-default-words.ts';
import { useSidebar } from '../sidebar-state.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { late } from '../ui/late.tsx';
import { goToKeys } from '../use-route.ts';
import type { ChatSession } from './chat-session.ts';
import { choicesOf, knowsChoices } from './chat-state.ts';
import { ChatTitle } from './chat-title.tsx';
import { openChat } from './open-chat.ts';

const InstructionsDialog = late(
  async () => (await import('./instructions-dialog.tsx')).InstructionsDialog,
);

const ChatMenu = late(async () => (await import('./chat-menu.tsx')).ChatMenu);

export function ChatHeader({ session }: { readonly session: ChatSession }) {
  const { t } = useTranslation();
  const { conversations } = useApp();
  const given = useStore(session.store, ({ view }) => view?.conversation.title);
  const listed = useStore(
    conversations.store,
    (state) => state.conversations.find(({ id }) => id === session.conversationId)?.title,
  );
  const isKnown = useStore(session.store, knowsChoices);
  const title = given ?? listed ?? t(isKnown ? 'chat.untitled' : 'chat.loading');
  const { model, systemPrompt } = useStore(session.store, useShallow(choicesOf));
  const isEditing = useStore(openChat, (state) => state.isEditingInstructions);
  const setEditing = (next: boolean) => openChat.setState({ isEditingInstructions: next });
  const defaultWords = useDefaultWords();
  const { isNarrow } = useSidebar();
  // Where there is little room it is the title's; before the first message there is no menu.
  const isFolded = isNarrow && given !== undefined;

  useEffect(() => {
    document.title = `${title} – ${t('app')}`;
  }, [title, t]);

  return (
    <Header
      title={title}
      titleControl={given !== undefined && <ChatTitle id={session.conversationId} title={given} />}
    >
      {isKnown && !isFolded && (
        <Button
          look="quiet"
          aria-label={t('chat.instructions.label')}
          title={t('chat.instructions.label')}
          {...(systemPrompt === '' ? {} : { 'aria-description': t('chat.instructions.set') })}
          className={classNames('shrink-0 !px-2', systemPrompt !== '' && '!text-accent')}
          onClick={() => setEditing(true)}
        >
          <ScrollText aria-hidden className="size-4" />
          <span className="hidden lg:inline">{t('chat.instructions.label')}</span>
        </Button>
      )}
      {isKnown && (
        // On a telephone a line of its own: beside the title neither could be read.
        <div className="flex min-w-0 max-sm:order-last max-sm:basis-full">
          <ModelPicker
            value={model}
            onChange={(next) => void session.change({ model: next })}
            {...defaultWords}
            onAddKey={goToKeys}
            className="max-w-full sm:max-w-72"
          />
        </div>
      )}
      {given !== undefined && (
        <ChatMenu
          id={session.conversationId}
          title={given}
          instructions={
            isFolded ? { areSet: systemPrompt !== '', onOpen: () => setEditing(true) } : null
          }
        />
      )}
      <InstructionsDialog open={isEditing} onOpenChange={setEditing} session={session} />
    </Header>
  );
}
