import { Dialog } from '@base-ui/react/dialog';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { homeElement } from './chat/focus-home.ts';
import { overlay } from './commands/overlay.ts';
import { Sidebar } from './conversations/sidebar.tsx';
import type { Route } from './route.ts';
import { PortalPlace, PortalProvider } from './ui/portal-container.tsx';

export interface DrawerProps {
  readonly route: Route;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** The list of conversations over the page, where there is no room beside it. */
export function Drawer({ route, open, onOpenChange }: DrawerProps) {
  const { t } = useTranslation();
  const hasChosen = useRef(false);

  function change(next: boolean): void {
    hasChosen.current = false;
    onOpenChange(next);
  }

  function choose(): void {
    hasChosen.current = true;
    onOpenChange(false);
  }

  return (
    <Dialog.Root open={open} onOpenChange={change}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Popup
          // To what was chosen, which may have taken it; else back to the button that opened it.
          finalFocus={() => {
            if (overlay.getState().open !== null) return false;
            return hasChosen.current ? (homeElement() ?? true) : true;
          }}
          className="fixed inset-y-0 left-0 z-50 w-[min(300px,85vw)] border-r border-border"
        >
          <Dialog.Title className="sr-only">{t('sidebar.label')}</Dialog.Title>
          <Dialog.Description className="sr-only">{t('sidebar.drawer')}</Dialog.Description>
          {/* Its menus belong to it: the page behind is out of reach while it is open. */}
          <PortalProvider>
            <Sidebar route={route} onChoose={choose} onClose={() => change(false)} />
            <PortalPlace />
          </PortalProvider>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
