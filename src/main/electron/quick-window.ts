import { screen } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Log } from '../host.ts';
import { closeWindow } from './close-window.ts';
import { quickBounds } from './quick-bounds.ts';
import type { Windows } from './windows.ts';

export interface QuickWindow {
  toggle(): void;
  show(): void;
  hide(): void;
  isVisible(): boolean;
  close(): Promise<void>;
}

/** The quick prompt: made once, in advance, and then only shown and hidden. */
export function createQuickWindow(
  windows: Windows,
  platform: NodeJS.Platform,
  log: Pick<Log, 'error'>,
  onHide: () => void,
): QuickWindow {
  let window: BrowserWindow | null = null;
  let isEnding = false;

  function ready(): BrowserWindow {
    if (window !== null) return window;
    const opened = windows.open('quick', {
      ...quickBounds(screen.getPrimaryDisplay().workArea),
      title: 'Tina',
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      // Takes the keyboard without bringing the app in front of what one works in.
      ...(platform === 'darwin' ? { type: 'panel' } : {}),
    });
    window = opened;
    opened.on('blur', () => opened.hide());
    opened.on('hide', onHide);
    // Closing it, as with Alt F4, only puts it away.
    opened.on('close', (event) => {
      if (isEnding) return;
      event.preventDefault();
      opened.hide();
    });
    opened.on('closed', () => {
      if (window === opened) window = null;
    });
    opened.webContents.on('render-process-gone', (_event, { reason }) => {
      log.error({ reason }, 'The page of the quick prompt is gone.');
      // The next time it is wanted a new one is made.
      opened.destroy();
    });
    return opened;
  }

  function show(): void {
    const shown = ready();
    shown.setBounds(
      quickBounds(screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea),
    );
    shown.show();
    shown.focus();
  }

  ready();
  return {
    show,
    toggle() {
      if (window?.isVisible() === true) window.hide();
      else show();
    },
    hide: () => window?.hide(),
    isVisible: () => window?.isVisible() === true,
    async close() {
      isEnding = true;
      if (window !== null) await closeWindow(window);
    },
  };
}
