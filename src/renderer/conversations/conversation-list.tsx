import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../app-context.tsx';
import { Button } from '../ui/button.tsx';
import { useNow } from '../ui/use-now.ts';
import { ConversationItem } from './conversation-item.tsx';
import { groupByDay, groupKey } from './group-by-day.ts';
import type { DayGroup } from './group-by-day.ts';

const everyQuarter = 15 * 60_000;

export interface ConversationListProps {
  readonly activeId: string | null;
  readonly onChoose: () => void;
}

export function ConversationList({ activeId, onChoose }: ConversationListProps) {
  const { t, i18n } = useTranslation();
  const { conversations: list } = useApp();
  const { conversations, nextCursor, isLoaded, isLoadingMore, error } = useStore(list.store);
  const now = useNow(everyQuarter);
  const end = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (end.current === null || nextCursor === null) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting === true) void list.loadMore(); // keeps its error itself
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [list, nextCursor]);

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
    <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
      {error !== null && <p className="px-2 py-2 text-xs text-danger">{error.message}</p>}
      {!isLoaded && error === null && (
        <p className="px-2 py-2 text-xs text-muted">{t('sidebar.loading')}</p>
      )}
      {isLoaded && conversations.length === 0 && (
        <p className="px-2 py-2 text-xs text-muted">{t('sidebar.empty')}</p>
      )}
      {groupByDay(conversations, ({ updatedAt }) => updatedAt, now).map(({ group, items }) => (
        <section key={groupKey(group)} aria-label={groupName(group)}>
          <h2 className="px-2 pt-3 pb-1 text-xs font-medium text-muted">{groupName(group)}</h2>
          <ul>
            {items.map((conversation) => (
              <ConversationItem
                key={conversation.id}
                conversation={conversation}
                isActive={conversation.id === activeId}
                onChoose={onChoose}
              />
            ))}
          </ul>
        </section>
      ))}
      {nextCursor !== null && (
        <div ref={end} className="py-2">
          <Button look="quiet" disabled={isLoadingMore} onClick={() => void list.loadMore()}>
            {t(isLoadingMore ? 'sidebar.loadingMore' : 'sidebar.more')}
          </Button>
        </div>
      )}
    </div>
  );
}
