import { PanelLeft } from 'lucide-react';
import { createContext, use } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './ui/icon-button.tsx';

/** Opens or hides the list of conversations. */
export const SidebarToggleContext = createContext<{
  readonly isOpen: boolean;
  readonly toggle: () => void;
}>({
  isOpen: true,
  toggle: () => {},
});

/** The thin bar at the top: where one is, and what can be chosen here. */
export function Header({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { isOpen, toggle } = use(SidebarToggleContext);
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b border-border px-2">
      <IconButton
        icon={PanelLeft}
        label={t(isOpen ? 'sidebar.close' : 'sidebar.open')}
        aria-expanded={isOpen}
        onClick={toggle}
      />
      <h1 title={title} className="min-w-0 flex-1 truncate px-1 text-sm font-semibold">
        {title}
      </h1>
      {children}
    </header>
  );
}
