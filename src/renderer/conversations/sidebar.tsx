import { Plus, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { RouteLink } from '../route-link.tsx';
import type { Route } from '../route.ts';
import { buttonClass } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { ConversationList } from './conversation-list.tsx';

export interface SidebarProps {
  readonly route: Route;
  /** Called when something was chosen, so that a drawer can close. */
  readonly onChoose?: () => void;
}

export function Sidebar({ route, onChoose = () => {} }: SidebarProps) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('sidebar.label')} className="flex h-full flex-col bg-surface">
      <div className="flex h-12 shrink-0 items-center px-4 font-semibold">{t('app')}</div>
      <div className="px-2 pb-2">
        <RouteLink
          to={{ page: 'new' }}
          onClick={onChoose}
          aria-keyshortcuts="Control+Shift+O Meta+Shift+O"
          className={classNames(buttonClass('plain'), 'w-full !justify-start')}
        >
          <Plus aria-hidden className="size-4" />
          {t('sidebar.new')}
        </RouteLink>
      </div>
      <ConversationList activeId={route.page === 'chat' ? route.id : null} onChoose={onChoose} />
      <div className="border-t border-border p-2">
        <RouteLink
          to={{ page: 'settings' }}
          onClick={onChoose}
          aria-current={route.page === 'settings' ? 'page' : undefined}
          className={classNames(
            buttonClass('quiet'),
            'w-full !justify-start',
            route.page === 'settings' && 'bg-hover text-text',
          )}
        >
          <Settings aria-hidden className="size-4" />
          {t('sidebar.settings')}
        </RouteLink>
      </div>
    </nav>
  );
}
