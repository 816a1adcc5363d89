import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Conversation } from '../../shared/contract/conversations.ts';
import { usePage } from '../page-context.tsx';
import { MenuItem } from '../ui/menu.tsx';
import { useClearCache } from './use-clear-cache.ts';

/** The line of a menu that forgets what was kept of a conversation's answers; there if any are kept. */
export function ForgetAnswersItem({
  conversation,
}: {
  readonly conversation: Pick<Conversation, 'id'>;
}) {
  const { t } = useTranslation();
  const { settings } = usePage();
  const isKept = useStore(settings.store, (state) => state.settings?.cache.enabled === true);
  const clear = useClearCache();
  if (!isKept) return null;
  return (
    <MenuItem onChoose={() => void clear(conversation.id)}>{t('settings.cache.clearOne')}</MenuItem>
  );
}
