import { memo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../shared/contract/conversations.ts';
import { RouteLink } from '../route-link.tsx';
import { classNames } from '../ui/class-names.ts';
import { MenuButton } from '../ui/menu-button.tsx';
import { late } from '../ui/late.tsx';
import { RenameField } from './rename-field.tsx';
import { useConversationActions } from './use-conversation-actions.ts';

const ConversationMenu = late(
  async () => (await import('./conversation-menu.tsx')).ConversationMenu,
);

export interface ConversationItemProps {
  readonly conversation: Conversation;
  /** Where it stands in its group: from above in pixels, and the how manieth of how many. */
  readonly top: number;
  readonly place: number;
  readonly count: number;
  readonly isActive: boolean;
  readonly isTabStop: boolean;
  readonly when: string;
  readonly onFocusRow: (key: string) => void;
  readonly onChoose: () => void;
}

export const ConversationItem = memo(function ConversationItem({
  conversation,
  top,
  place,
  count,
  isActive,
  isTabStop,
  when,
  onFocusRow,
  onChoose,
}: ConversationItemProps) {
  const { t, i18n } = useTranslation();
  const { rename, remove } = useConversationActions();
  const [isRenaming, setRenaming] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);
  const { id, title, running, asking, updatedAt } = conversation;
  const menuButton = useRef<HTMLButtonElement>(null);
  // What takes long to write out is not for the thousands that are scrolled past.
  const [isNear, setNear] = useState(false);
  const tabIndex = isTabStop ? 0 : -1;

  function endRenaming(next: string | null): void {
    // In one breath with the field's going: a drawer would take the focus that nobody has.
    flushSync(() => setRenaming(false));
    link.current?.focus();
    if (next !== null && next !== title) rename(conversation, next);
  }

  function removeIt(): void {
    // A drawer would cover the offer to undo it.
    onChoose();
    void remove(conversation);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'F2') setRenaming(true);
    else if (event.key === 'Delete') removeIt();
    else return;
    event.preventDefault();
  }

  return (
    <li
      aria-posinset={place}
      aria-setsize={count}
      style={{ top }}
      onPointerEnter={() => setNear(true)}
      className={classNames(
        'group absolute inset-x-0 flex items-center rounded-lg',
        !isRenaming && 'hover:bg-hover focus-within:bg-hover',
        isActive && !isRenaming && 'bg-hover font-medium',
      )}
    >
      {isRenaming ? (
        <RenameField
          title={title}
          label={t('sidebar.renameField', { title })}
          onEnd={endRenaming}
        />
      ) : (
        <>
          <RouteLink
            ref={link}
            to={{ page: 'chat', id }}
            onClick={onChoose}
            onFocus={() => onFocusRow(id)}
            onKeyDown={onKeyDown}
            data-row={id}
            tabIndex={tabIndex}
            aria-current={isActive ? 'page' : undefined}
            title={
              isNear || isTabStop ? `${title}\n${exactTime(updatedAt, i18n.language)}` : undefined
            }
            className="flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-lg px-2 py-1 text-xs focus-visible:-outline-offset-2 pointer-coarse:min-h-11 pointer-coarse:pr-12"
          >
            <span className="min-w-0 flex-1 truncate">{title}</span>{' '}
            {/* The menu takes its place, so that nothing moves. */}
            <span className="min-w-6 shrink-0 text-right font-normal text-muted tabular-nums pointer-fine:group-focus-within:invisible pointer-fine:group-hover:invisible">
              {asking ? (
                <span className="font-medium text-warning">{t('sidebar.asking')}</span>
              ) : running ? (
                t('sidebar.running')
              ) : (
                <span aria-hidden>{when}</span>
              )}
            </span>
          </RouteLink>
          <MenuButton
            button={menuButton}
            label={t('sidebar.actions', { title })}
            tabIndex={tabIndex}
            className="absolute right-0 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 data-popup-open:opacity-100 pointer-coarse:opacity-100"
          >
            {(onClose) => (
              <ConversationMenu
                anchor={menuButton}
                conversation={conversation}
                onClose={onClose}
                onRename={() => setRenaming(true)}
                onDelete={removeIt}
              />
            )}
          </MenuButton>
        </>
      )}
    </li>
  );
});

function exactTime(time: number, language: string): string {
  return new Date(time).toLocaleString(language, { dateStyle: 'full', timeStyle: 'short' });
}
