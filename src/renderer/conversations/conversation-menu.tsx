import { Ellipsis } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../shared/contract/conversations.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { ExportItems } from './export-items.tsx';

export interface ConversationMenuProps {
  readonly conversation: Pick<Conversation, 'id' | 'title'>;
  readonly tabIndex: number;
  readonly onRename: () => void;
  readonly onDelete: () => void;
  readonly className: string;
}

export function ConversationMenu({
  conversation,
  tabIndex,
  onRename,
  onDelete,
  className,
}: ConversationMenuProps) {
  const { t } = useTranslation();
  const isRenaming = useRef(false);

  function startRenaming(): void {
    isRenaming.current = true;
    onRename();
  }

  return (
    <Menu
      icon={Ellipsis}
      label={t('sidebar.actions', { title: conversation.title })}
      className={className}
      tabIndex={tabIndex}
      returnsFocus={() => !isRenaming.current}
    >
      <MenuItem onChoose={startRenaming}>{t('sidebar.rename')}</MenuItem>
      <ExportItems conversation={conversation} />
      <MenuItem onChoose={onDelete}>{t('sidebar.delete')}</MenuItem>
    </Menu>
  );
}
