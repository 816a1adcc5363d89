import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../shared/contract/conversations.ts';
import { toggleGroup } from '../sidebar-state.ts';
import { classNames } from '../ui/class-names.ts';
import { ConversationItem } from './conversation-item.tsx';
import { drawnRows } from './row-window.ts';
import type { RowWindow } from './row-window.ts';
import { rowTime } from './row-time.ts';

export interface ConversationGroupProps {
  readonly groupKey: string;
  readonly name: string;
  readonly items: readonly Conversation[];
  readonly isOpen: boolean;
  /** null: it is always open. */
  readonly onToggle: typeof toggleGroup | null;
  /** Rows of the whole list above it. */
  readonly start: number;
  readonly window: RowWindow;
  readonly rowHeight: number;
  readonly activeId: string | null;
  /** The one row that Tab leads to. */
  readonly tabStop: string;
  readonly now: number;
  readonly onFocusRow: (key: string) => void;
  readonly onChoose: () => void;
}

/** A day's conversations under its name. Only rows in view are drawn; the others keep their room. */
export function ConversationGroup({
  groupKey,
  name,
  items,
  isOpen,
  onToggle,
  start,
  window,
  rowHeight,
  activeId,
  tabStop,
  now,
  onFocusRow,
  onChoose,
}: ConversationGroupProps) {
  const { i18n } = useTranslation();
  const kept = items.findIndex(({ id }) => id === tabStop);
  const rows = isOpen ? drawnRows(window, { start: start + 1, count: items.length }, kept) : [];
  return (
    <section aria-label={name}>
      <h2
        style={{ height: rowHeight }}
        className="sticky top-0 z-10 flex items-end bg-surface text-xs font-medium text-muted"
      >
        {onToggle === null ? (
          <span className="px-2 py-1.5">{name}</span>
        ) : (
          <button
            type="button"
            data-row={groupKey}
            aria-expanded={isOpen}
            tabIndex={tabStop === groupKey ? 0 : -1}
            onFocus={() => onFocusRow(groupKey)}
            onClick={() => onToggle(groupKey)}
            className="group/heading flex h-full w-full items-center gap-1 rounded-lg px-2 pt-1 text-left hover:text-text focus-visible:-outline-offset-2"
          >
            {name}
            <ChevronDown
              aria-hidden
              className={classNames(
                'size-3.5 transition-transform duration-100',
                isOpen
                  ? 'opacity-0 group-hover/heading:opacity-100 group-focus-visible/heading:opacity-100 pointer-coarse:opacity-100'
                  : '-rotate-90',
              )}
            />
          </button>
        )}
      </h2>
      {isOpen && (
        <ul className="relative" style={{ height: items.length * rowHeight }}>
          {rows.map((row) => {
            const conversation = items[row];
            if (conversation === undefined) return null;
            return (
              <ConversationItem
                key={conversation.id}
                conversation={conversation}
                top={row * rowHeight}
                place={row + 1}
                count={items.length}
                isActive={conversation.id === activeId}
                isTabStop={conversation.id === tabStop}
                when={rowTime(conversation.updatedAt, now, i18n.language)}
                onFocusRow={onFocusRow}
                onChoose={onChoose}
              />
            );
          })}
        </ul>
      )}
    </section>
  );
}
