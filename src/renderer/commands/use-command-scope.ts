import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.tsx';
import { openChat } from '../chat/open-chat.ts';
import { useConversationActions } from '../conversations/use-conversation-actions.ts';
import { useExport } from '../conversations/use-export.ts';
import type { CommandScope } from './command.ts';

/** What commands act on; asked for when it is needed, so that nothing repaints when it changes. */
export function useCommandScope(): () => CommandScope {
  const { t } = useTranslation();
  const parts = useApp();
  const conversationActions = useConversationActions();
  const exportAs = useExport();
  return useCallback(
    () => ({ parts, session: openChat.getState().session, conversationActions, exportAs, t }),
    [parts, conversationActions, exportAs, t],
  );
}
