import { BrowserWindow } from 'electron';
import type { BrowserWindowConstructorOptions, WebContents } from 'electron';
import { pages } from './pages.ts';
import type { Role } from './pages.ts';
import { securePreferences } from './secure-preferences.ts';

type Looks = Omit<BrowserWindowConstructorOptions, 'webPreferences' | 'show'>;

export interface Windows {
  /** Hidden, and on its way to its page. */
  open(role: Role, looks: Looks): BrowserWindow;
  /** undefined: not a window of ours. */
  roleOf(contents: Pick<WebContents, 'id'>): Role | undefined;
}

/** The only place where a window is made. */
export function createWindows({
  preload,
  devTools,
}: {
  preload: string;
  devTools: boolean;
}): Windows {
  const roles = new Map<number, Role>();
  return {
    open(role, looks) {
      const window = new BrowserWindow({
        ...looks,
        show: false,
        webPreferences: { ...securePreferences, preload, devTools },
      });
      const { webContents } = window;
      const { id } = webContents;
      roles.set(id, role);
      window.on('closed', () => roles.delete(id));
      webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
      // Fails when the window is closed before it is there; anything else shows as a missing page.
      window.loadURL(pages[role]).catch(() => undefined);
      return window;
    },
    roleOf: ({ id }) => roles.get(id),
  };
}
