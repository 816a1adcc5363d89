import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { RenameField } from '../conversations/rename-field.tsx';
import { useConversationActions } from '../conversations/use-conversation-actions.ts';
import { openChat } from './open-chat.ts';

/** The title of a conversation. It is renamed where it stands. */
export function ChatTitle({ id, title }: { readonly id: string; readonly title: string }) {
  const { t } = useTranslation();
  const { rename } = useConversationActions();
  const isRenaming = useStore(openChat, (state) => state.isRenaming);
  const button = useRef<HTMLButtonElement>(null);
  const wasRenaming = useRef(false);

  useEffect(() => {
    if (wasRenaming.current && !isRenaming) button.current?.focus();
    wasRenaming.current = isRenaming;
  }, [isRenaming]);

  if (isRenaming) {
    return (
      <RenameField
        title={title}
        label={t('sidebar.renameField', { title })}
        onEnd={(next) => {
          openChat.setState({ isRenaming: false });
          if (next !== null && next !== title) rename({ id }, next);
        }}
      />
    );
  }
  return (
    <button
      ref={button}
      type="button"
      title={`${title}\n${t('chat.renameHint')}`}
      aria-description={t('chat.renameHint')}
      onClick={() => openChat.setState({ isRenaming: true })}
      className="block min-h-8 max-w-full truncate rounded-lg px-2 text-left hover:bg-hover focus-visible:-outline-offset-2 pointer-coarse:min-h-11"
    >
      {title}
    </button>
  );
}
