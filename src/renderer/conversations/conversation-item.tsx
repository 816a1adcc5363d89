import { CircleDashed } from 'lucide-react';
import { memo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../shared/contract/conversations.ts';
import { RouteLink } from '../route-link.tsx';
import { classNames } from '../ui/class-names.ts';
import { late } from '../ui/late.tsx';
import { RenameField } from './rename-field.tsx';
import { useConversationActions } from './use-conversation-actions.ts';

const ConversationMenu = late(
  async () => (await import('./conversation-menu.tsx')).ConversationMenu,
);

export interface ConversationItemProps {
  readonly conversation: Conversation;
  readonly isActive: boolean;
  readonly onChoose: () => void;
}

export const ConversationItem = memo(function ConversationItem({
  conversation,
  isActive,
  onChoose,
}: ConversationItemProps) {
  const { t } = useTranslation();
  const { rename, remove } = useConversationActions();
  const [isRenaming, setRenaming] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);
  const { id, title, running } = conversation;

  function endRenaming(next: string | null): void {
    setRenaming(false);
    // The field is gone with the next paint; then the focus goes back to where it came from.
    requestAnimationFrame(() => link.current?.focus());
    if (next !== null && next !== title) rename(conversation, next);
  }

  if (isRenaming) {
    return (
      <li>
        <RenameField
          title={title}
          label={t('sidebar.renameField', { title })}
          onEnd={endRenaming}
        />
      </li>
    );
  }
  return (
    <li
      className={classNames(
        'group relative flex items-center rounded-lg hover:bg-hover focus-within:bg-hover',
        isActive && 'bg-hover font-medium',
      )}
    >
      <RouteLink
        ref={link}
        to={{ page: 'chat', id }}
        onClick={onChoose}
        aria-current={isActive ? 'page' : undefined}
        title={title}
        className="flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-lg py-1 pr-9 pl-2 text-xs pointer-coarse:min-h-11"
      >
        <span className="truncate">{title}</span>
        {running && (
          <span className="flex shrink-0 items-center gap-1 text-muted">
            <CircleDashed aria-hidden className="size-3.5" />
            <span className="sr-only">{t('sidebar.running')}</span>
          </span>
        )}
      </RouteLink>
      <ConversationMenu
        title={title}
        onRename={() => setRenaming(true)}
        onDelete={() => {
          // A drawer would cover the offer to undo it.
          onChoose();
          void remove(conversation);
        }}
        className="absolute right-0 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 data-popup-open:opacity-100 pointer-coarse:opacity-100"
      />
    </li>
  );
});
