import { Activity, ChartColumn, Plug, Plus, Search, Settings, X } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../app-context.tsx';
import { openOverlay } from '../commands/overlay.ts';
import { sayError } from '../i18n/say-core.ts';
import { RouteLink } from '../route-link.tsx';
import type { Route } from '../route.ts';
import { announce } from '../ui/announcer.tsx';
import { buttonClass } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { IconButton, iconButtonClass } from '../ui/icon-button.tsx';
import { ConversationList } from './conversation-list.tsx';
import { FindField } from './find-field.tsx';
import { useFoundConversations } from './use-found-conversations.ts';

const mostFound = 200;

const places = [
  { page: 'servers', icon: Plug },
  { page: 'usage', icon: ChartColumn },
  { page: 'status', icon: Activity },
] as const;

export interface SidebarProps {
  readonly route: Route;
  /** Called when something was chosen, so that a drawer can close. */
  readonly onChoose: () => void;
  /** There only in a drawer. */
  readonly onClose?: () => void;
}

export function Sidebar({ route, onChoose, onClose }: SidebarProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const nav = useRef<HTMLElement>(null);
  const isFinding = query.trim() !== '';
  const activeId = route.page === 'chat' ? route.id : null;

  function focusFirst(): void {
    const first = ['a[data-row]', '[data-row]']
      .map((selector) => nav.current?.querySelector<HTMLElement>(selector))
      .find((row) => row != null);
    first?.focus();
  }

  return (
    <nav ref={nav} aria-label={t('sidebar.label')} className="flex h-full flex-col bg-surface">
      <div className="flex h-12 shrink-0 items-center gap-1 pr-2 pl-4 font-semibold">
        <span className="flex-1">{t('app')}</span>
        <IconButton
          icon={Search}
          label={t('palette.title')}
          onClick={() => {
            onChoose();
            openOverlay('palette');
          }}
        />
        {onClose !== undefined && (
          <IconButton icon={X} label={t('sidebar.close')} onClick={onClose} />
        )}
      </div>
      <div className="px-2 pb-1">
        <RouteLink
          to={{ page: 'new' }}
          onClick={onChoose}
          className={classNames(buttonClass('plain'), 'w-full !justify-start !px-2')}
        >
          <Plus aria-hidden className="size-4" />
          {t('sidebar.new')}
        </RouteLink>
      </div>
      <FindField query={query} onChange={setQuery} onDown={focusFirst} />
      {isFinding ? (
        <Found query={query} activeId={activeId} onChoose={onChoose} />
      ) : (
        <All activeId={activeId} onChoose={onChoose} />
      )}
      <div className="flex items-center gap-1 border-t border-border p-2">
        <RouteLink
          to={{ page: 'settings' }}
          onClick={onChoose}
          aria-current={route.page === 'settings' ? 'page' : undefined}
          className={classNames(
            buttonClass('quiet'),
            'flex-1 !justify-start !px-2',
            route.page === 'settings' && 'bg-hover text-text',
          )}
        >
          <Settings aria-hidden className="size-4" />
          {t('sidebar.settings')}
        </RouteLink>
        {places.map(({ page, icon: Icon }) => (
          <RouteLink
            key={page}
            to={{ page }}
            onClick={onChoose}
            aria-label={t(`sidebar.${page}`)}
            title={t(`sidebar.${page}`)}
            aria-current={route.page === page ? 'page' : undefined}
            className={classNames(iconButtonClass, route.page === page && 'bg-hover text-text')}
          >
            <Icon aria-hidden className="size-4" />
          </RouteLink>
        ))}
      </div>
    </nav>
  );
}

interface PartProps {
  readonly activeId: string | null;
  readonly onChoose: () => void;
}

function All({ activeId, onChoose }: PartProps) {
  const { t } = useTranslation();
  const { conversations: list } = useApp();
  const { conversations, nextCursor, isLoaded, error } = useStore(list.store);
  const isEmpty = conversations.length === 0;
  const loadMore = useCallback(() => void list.loadMore(), [list]); // keeps its error itself
  return (
    <>
      {error !== null && <Line text={sayError(error)} isError />}
      {!isLoaded && error === null && <Line text={t('sidebar.loading')} />}
      {isLoaded && isEmpty && <Line text={t('sidebar.empty')} />}
      <ConversationList
        conversations={conversations}
        activeId={activeId}
        isFoldable
        onChoose={onChoose}
        onEnd={nextCursor === null ? null : loadMore}
      />
    </>
  );
}

function Found({ query, activeId, onChoose }: PartProps & { readonly query: string }) {
  const { t } = useTranslation();
  const { conversations, isMore, isLooking, error } = useFoundConversations(query, mostFound);
  const count = conversations.length;

  useEffect(() => {
    if (!isLooking) announce(t('sidebar.found', { count }));
  }, [isLooking, count, t]);

  return (
    <>
      {error !== null && <Line text={sayError(error)} isError />}
      {count === 0 && error === null && (
        <Line text={t(isLooking ? 'sidebar.finding' : 'sidebar.notFound')} />
      )}
      <ConversationList
        conversations={conversations}
        activeId={activeId}
        isFoldable={false}
        onChoose={onChoose}
        onEnd={null}
      />
      {isMore && <Line text={t('sidebar.foundMore', { amount: mostFound })} />}
    </>
  );
}

function Line({ text, isError = false }: { readonly text: string; readonly isError?: boolean }) {
  return (
    <p className={classNames('px-4 py-2 text-xs', isError ? 'text-danger' : 'text-muted')}>
      {text}
    </p>
  );
}
