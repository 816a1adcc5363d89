import { useRef } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../shared/contract/conversations.ts';
import { MenuAt, MenuItem } from '../ui/menu.tsx';
import { ExportItems } from './export-items.tsx';
import { ForgetAnswersItem } from './forget-answers-item.tsx';

export interface ConversationMenuProps {
  /** The button that opened it. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly conversation: Pick<Conversation, 'id' | 'title'>;
  readonly onClose: () => void;
  readonly onRename: () => void;
  readonly onDelete: () => void;
}

export function ConversationMenu({
  anchor,
  conversation,
  onClose,
  onRename,
  onDelete,
}: ConversationMenuProps) {
  const { t } = useTranslation();
  const isRenaming = useRef(false);

  function startRenaming(): void {
    isRenaming.current = true;
    onRename();
  }

  return (
    <MenuAt
      anchor={anchor}
      label={t('sidebar.actions', { title: conversation.title })}
      onClose={onClose}
      returnsFocus={() => !isRenaming.current}
    >
      <MenuItem onChoose={startRenaming}>{t('sidebar.rename')}</MenuItem>
      <ExportItems conversation={conversation} />
      <ForgetAnswersItem conversation={conversation} />
      <MenuItem onChoose={onDelete}>{t('sidebar.delete')}</MenuItem>
    </MenuAt>
  );
}
