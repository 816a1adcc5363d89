import { Ellipsis } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Menu, MenuItem } from '../ui/menu.tsx';

export interface ConversationMenuProps {
  readonly title: string;
  readonly tabIndex: number;
  readonly onRename: () => void;
  readonly onDelete: () => void;
  readonly className: string;
}

export function ConversationMenu({
  title,
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
      label={t('sidebar.actions', { title })}
      className={className}
      tabIndex={tabIndex}
      returnsFocus={() => !isRenaming.current}
    >
      <MenuItem onChoose={startRenaming}>{t('sidebar.rename')}</MenuItem>
      <MenuItem onChoose={onDelete}>{t('sidebar.delete')}</MenuItem>
    </Menu>
  );
}
