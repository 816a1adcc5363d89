import type { ReactNode } from 'react';
import { Sidebar } from './conversations/sidebar.tsx';
import type { Route } from './route.ts';
import { SkipLinks } from './skip-links.tsx';
import { closeDrawer, sidebar, useSidebar } from './sidebar-state.ts';
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
  const { isNarrow, isOpen } = useSidebar();
  return (
    <div className="flex h-full">
      {(route.page === 'new' || route.page === 'chat') && <SkipLinks />}
      {!isNarrow && isOpen && (
        <div className="w-sidebar shrink-0 border-r border-border">
          <Sidebar route={route} onChoose={closeDrawer} />
        </div>
      )}
      <main className="relative flex min-w-0 flex-1 flex-col">{children}</main>
      {isNarrow && (
        <Drawer
          route={route}
          open={isOpen}
          onOpenChange={(open) => sidebar.setState({ isDrawerOpen: open })}
        />
      )}
    </div>
  );
}
