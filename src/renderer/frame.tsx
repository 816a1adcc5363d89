import { useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { Sidebar } from './conversations/sidebar.tsx';
import { SidebarToggleContext } from './header.tsx';
import type { Route } from './route.ts';
import { late } from './ui/late.tsx';

const Drawer = late(async () => (await import('./drawer.tsx')).Drawer);

/** The list of conversations beside the page, or over it where there is no room. */
export function Frame({
  route,
  children,
}: {
  readonly route: Route;
  readonly children: ReactNode;
}) {
  const isNarrow = useIsNarrow();
  const [isShown, setShown] = useState(true);
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const isOpen = isNarrow ? isDrawerOpen : isShown;
  const toggle = useMemo(
    () => ({
      isOpen,
      toggle: () => (isNarrow ? setDrawerOpen(!isDrawerOpen) : setShown(!isShown)),
    }),
    [isOpen, isNarrow, isDrawerOpen, isShown],
  );

  return (
    <SidebarToggleContext value={toggle}>
      <div className="flex h-full">
        {!isNarrow && isShown && (
          <div className="w-sidebar shrink-0 border-r border-border">
            <Sidebar route={route} />
          </div>
        )}
        <main className="flex min-w-0 flex-1 flex-col">{children}</main>
        {isNarrow && <Drawer route={route} open={isDrawerOpen} onOpenChange={setDrawerOpen} />}
      </div>
    </SidebarToggleContext>
  );
}

const narrow = matchMedia('(width < 48rem)');

function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (callback) => {
      narrow.addEventListener('change', callback);
      return () => narrow.removeEventListener('change', callback);
    },
    () => narrow.matches,
  );
}
