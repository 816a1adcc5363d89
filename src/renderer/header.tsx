import { PanelLeft, SquarePen } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RouteLink } from './route-link.tsx';
import { toggleSidebar, useSidebar } from './sidebar-state.ts';
import { IconButton, iconButtonClass } from './ui/icon-button.tsx';

export interface HeaderProps {
  readonly title: string;
  /** Stands in for the title, and says the same. */
  readonly titleControl?: ReactNode;
  readonly children?: ReactNode;
}

/** The thin bar at the top: where one is, and what can be chosen here; in more than one line where it must. */
export function Header({ title, titleControl, children }: HeaderProps) {
  const { t } = useTranslation();
  const { isOpen } = useSidebar();
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-1 border-b border-border px-2">
      <IconButton
        icon={PanelLeft}
        label={t(isOpen ? 'sidebar.close' : 'sidebar.open')}
        aria-expanded={isOpen}
        onClick={toggleSidebar}
      />
      {!isOpen && (
        <RouteLink
          to={{ page: 'new' }}
          aria-label={t('sidebar.new')}
          title={t('sidebar.new')}
          className={iconButtonClass}
        >
          <SquarePen aria-hidden className="size-4" />
        </RouteLink>
      )}
      <h1 className="min-w-0 flex-1 text-sm font-semibold">
        {titleControl || (
          <span title={title} className="block truncate px-2">
            {title}
          </span>
        )}
      </h1>
      {children}
    </header>
  );
}
