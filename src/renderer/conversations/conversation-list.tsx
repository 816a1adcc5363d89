import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Conversation } from '../../shared/contract/conversations.ts';
import { sidebar, toggleGroup } from '../sidebar-state.ts';
import { useNow } from '../ui/use-now.ts';
import { ConversationGroup } from './conversation-group.tsx';
import { groupByDay, groupKey } from './group-by-day.ts';
import type { DayGroup } from './group-by-day.ts';
import { rowAfterKey } from './list-row.ts';
import type { ListRow } from './list-row.ts';
import { useRowWindow } from './use-row-window.ts';

const everyMinute = 60_000;

export interface ConversationListProps {
  readonly conversations: readonly Conversation[];
  readonly activeId: string | null;
  /** Groups can be folded away; not where something was looked for. */
  readonly isFoldable: boolean;
  readonly onChoose: () => void;
  /** The end is near; null: there is nothing behind it. */
  readonly onEnd: (() => void) | null;
}

/** Conversations by day. The arrow keys lead from row to row, and Tab leads past the list. */
export function ConversationList({
  conversations,
  activeId,
  isFoldable,
  onChoose,
  onEnd,
}: ConversationListProps) {
  const { t, i18n } = useTranslation();
  const collapsed = useStore(sidebar, (state) => state.collapsed);
  const now = useNow(everyMinute);
  const { window, rowHeight, scroller, probe, onScroll } = useRowWindow();
  const list = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const goingTo = useRef<string | null>(null);

  const groups = useMemo(() => {
    let start = 0;
    return groupByDay(conversations, ({ updatedAt }) => updatedAt, now).map(({ group, items }) => {
      const key = groupKey(group);
      const isOpen = !isFoldable || !collapsed.includes(key);
      const placed = { key, group, items, isOpen, start };
      start += 1 + (isOpen ? items.length : 0);
      return placed;
    });
  }, [conversations, now, collapsed, isFoldable]);

  const rows = useMemo<readonly ListRow[]>(
    () =>
      groups.flatMap(({ key: group, items, isOpen }) => [
        ...(isFoldable ? [{ key: group, group, type: 'heading' as const }] : []),
        ...(isOpen ? items.map(({ id }) => ({ key: id, group, type: 'item' as const })) : []),
      ]),
    [groups, isFoldable],
  );
  const has = (key: string | null) => rows.some((row) => row.key === key);
  const tabStop =
    [focused, activeId].find((key) => key !== null && has(key)) ??
    rows.find(({ type }) => type === 'item')?.key ??
    rows[0]?.key ??
    '';

  useLayoutEffect(() => {
    const key = goingTo.current;
    if (key === null) return;
    goingTo.current = null;
    list.current?.querySelector<HTMLElement>(`[data-row="${key}"]`)?.focus();
  });

  const total = rows.length + (isFoldable ? 0 : groups.length);
  useEffect(() => {
    if (onEnd !== null && window.end >= total) onEnd();
  }, [onEnd, window.end, total]);

  const onFocusRow = useCallback((key: string) => setFocused(key), []);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const from = event.target instanceof HTMLElement ? event.target.dataset['row'] : undefined;
    if (from === undefined) return;
    const group = groups.find(({ key }) => key === from);
    if (group !== undefined && event.key === (group.isOpen ? 'ArrowLeft' : 'ArrowRight')) {
      event.preventDefault();
      toggleGroup(from);
      return;
    }
    const to = rowAfterKey(rows, from, event.key);
    if (to === null) return;
    event.preventDefault();
    goingTo.current = to;
    // Drawn first if it is not, for it is the tab stop now; then it takes the focus.
    setFocused(to);
  }

  function groupName(group: DayGroup): string {
    if (group.type !== 'month') return t(`sidebar.${group.type}`);
    const date = new Date(group.year, group.month);
    const isThisYear = group.year === new Date(now).getFullYear();
    return date.toLocaleDateString(
      i18n.language,
      isThisYear ? { month: 'long' } : { month: 'long', year: 'numeric' },
    );
  }

  return (
    <div
      ref={scroller}
      onScroll={onScroll}
      className="relative min-h-0 flex-1 scroll-pt-8 overflow-y-auto px-2 pb-2"
    >
      <div ref={probe} aria-hidden className="invisible absolute min-h-8 pointer-coarse:min-h-11" />
      {/* Keys arrive from the links and buttons within. */}
      <div ref={list} onKeyDown={onKeyDown}>
        {groups.map(({ key, group, items, isOpen, start }) => (
          <ConversationGroup
            key={key}
            groupKey={key}
            name={groupName(group)}
            items={items}
            isOpen={isOpen}
            onToggle={isFoldable ? toggleGroup : null}
            start={start}
            window={window}
            rowHeight={rowHeight}
            activeId={activeId}
            tabStop={tabStop}
            now={now}
            onFocusRow={onFocusRow}
            onChoose={onChoose}
          />
        ))}
      </div>
    </div>
  );
}
