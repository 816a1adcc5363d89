import { globalShortcut } from 'electron';
import type { ShortcutStatus } from '../../shared/contract/desktop.ts';

export interface Shortcut {
  status(): ShortcutStatus;
  set(accelerator: string | null): ShortcutStatus;
}

/** The one shortcut that works everywhere on the computer, where the desktop lets programs have one. */
export function createShortcut(isPossible: boolean, onPress: () => void): Shortcut {
  let status: ShortcutStatus = { accelerator: null, state: 'off' };

  function take(accelerator: string): ShortcutStatus['state'] {
    if (!isPossible) return 'wayland';
    try {
      return globalShortcut.register(accelerator, onPress) ? 'active' : 'taken';
    } catch {
      // Electron throws for what is no combination of keys.
      return 'invalid';
    }
  }

  return {
    status: () => status,
    set(accelerator) {
      if (status.state === 'active' && status.accelerator !== null)
        globalShortcut.unregister(status.accelerator);
      status = { accelerator, state: accelerator === null ? 'off' : take(accelerator) };
      return status;
    },
  };
}

/** A program sees the keys of its own windows only. */
export function isWayland(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform !== 'linux') return false;
  const { XDG_SESSION_TYPE: session, WAYLAND_DISPLAY: display } = environment;
  return session === 'wayland' || (session !== 'x11' && (display ?? '') !== '');
}
