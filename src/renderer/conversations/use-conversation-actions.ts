import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../shared/contract/conversations.ts';
import { useApp } from '../app-context.tsx';
import { toAppError } from '../bridge/to-app-error.ts';
import { focusHome } from '../chat/focus-home.ts';
import { sayError } from '../i18n/say-core.ts';
import { parseRoute } from '../route.ts';
import { showToast } from '../ui/toasts.tsx';
import { goTo } from '../use-route.ts';
import type { Conversations } from './conversations-store.ts';

/** What can be done with a conversation from outside; says so when it could not be. */
export function useConversationActions() {
  const { t } = useTranslation();
  const { conversations } = useApp();
  return useMemo(() => createActions(conversations, t), [conversations, t]);
}

function createActions(conversations: Conversations, t: TFunction) {
  async function attempt(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      showToast({ text: sayError(toAppError(error)) });
      return false;
    }
  }

  async function remove({ id, title }: Pick<Conversation, 'id' | 'title'>): Promise<void> {
    if (!(await attempt(() => conversations.delete(id)))) return;
    const route = parseRoute(location.hash);
    const wasOpen = route.page === 'chat' && route.id === id;
    if (wasOpen) goTo({ page: 'new' });
    // Its row, which had the focus, is gone.
    focusHome();
    showToast({
      text: t('sidebar.deleted', { title }),
      action: { label: t('sidebar.undo'), run: () => void undo() },
    });

    async function undo(): Promise<void> {
      const isBack = await attempt(() => conversations.restore(id));
      if (isBack && wasOpen) goTo({ page: 'chat', id });
      focusHome();
    }
  }

  return {
    rename: ({ id }: Pick<Conversation, 'id'>, title: string) =>
      void attempt(() => conversations.rename(id, title)),
    remove,
    restore: (id: string) => attempt(() => conversations.restore(id)),
  };
}
