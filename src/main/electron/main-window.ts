import { app, BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import type { Log } from '../host.ts';
import { closeWindow } from './close-window.ts';
import { createCrashLimit } from './crash-limit.ts';
import { fitWindow, minimum } from './fit-window.ts';
import type { WindowState } from './fit-window.ts';
import type { Windows } from './windows.ts';
import type { Words } from './words.ts';

export interface MainWindow {
  /** In front, as soon as there is something to see. */
  show(): void;
  /** Calls back once it is on the screen, or at once if it is. */
  onShown(callback: () => void): void;
  /** Resolves when it is gone; its page may put down what it has. */
  close(): Promise<void>;
  /** The window as such, for what Electron does with windows. */
  readonly window: BrowserWindow;
}

/** As the page's own background, which comes a moment later. */
const background = { light: '#fbfcfc', dark: '#14181a' } as const;
/** A window that was moved or sized for this long is where it should be. */
const settleMs = 500;

export function openMainWindow({
  windows,
  state,
  save,
  words,
  log,
  onClose,
}: {
  windows: Windows;
  state: WindowState | null;
  save: (state: WindowState) => void;
  words: () => Words;
  log: Pick<Log, 'warn' | 'error'>;
  /** The person closes it: hides it instead if this returns true. */
  onClose: () => boolean;
}): MainWindow {
  const window = windows.open('main', {
    ...fitWindow(state, screensFirst(screen.getPrimaryDisplay().id)),
    minWidth: minimum.width,
    minHeight: minimum.height,
    title: 'Tina',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
  });
  if (state?.isMaximized === true) window.maximize();
  keepState(window, save);

  let isPainted = false;
  let isWanted = false;
  const waiting: (() => void)[] = [];
  const show = () => {
    isWanted = true;
    if (!isPainted) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
  window.once('ready-to-show', () => {
    isPainted = true;
    if (isWanted) show();
    for (const callback of waiting.splice(0)) callback();
  });
  window.on('close', (event) => {
    if (!onClose()) return;
    event.preventDefault();
    window.hide();
  });
  surviveFailures(window, words, log);
  return {
    window,
    show,
    onShown(callback) {
      if (isPainted) callback();
      else waiting.push(callback);
    },
    close: () => closeWindow(window),
  };
}

/** The main one first: that is where a window without a place goes. */
function screensFirst(primaryId: number) {
  return screen
    .getAllDisplays()
    .toSorted((a, b) => Number(b.id === primaryId) - Number(a.id === primaryId))
    .map(({ workArea }) => workArea);
}

function keepState(window: BrowserWindow, save: (state: WindowState) => void): void {
  let timer: NodeJS.Timeout | undefined;
  const keep = () => {
    clearTimeout(timer);
    if (!window.isDestroyed())
      save({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
  };
  const settle = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, settleMs);
  };
  window.on('resize', settle);
  window.on('move', settle);
  window.on('maximize', settle);
  window.on('unmaximize', settle);
  window.on('close', keep);
  window.on('closed', () => clearTimeout(timer));
}

/** A page that crashed comes back by itself; the core and what it writes go on meanwhile. */
function surviveFailures(
  window: BrowserWindow,
  words: () => Words,
  log: Pick<Log, 'warn' | 'error'>,
): void {
  const { webContents } = window;
  const afterCrash = createCrashLimit();

  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    log.error({ reason, exitCode }, 'The page of the window is gone.');
    if (afterCrash(Date.now()) === 'reload') return webContents.reload();
    void ask(words().crashed, words().crashedText, words().quit).then((answer) => {
      if (answer === 'reload') webContents.reload();
      else app.quit();
    });
  });
  let isAsking = false;
  window.on('unresponsive', () => {
    log.warn({}, 'The page of the window does not react.');
    if (isAsking) return;
    isAsking = true;
    void ask(words().hangs, words().hangsText, words().wait).then((answer) => {
      isAsking = false;
      // Reloading would wait for the page, so its process is ended; `render-process-gone` brings it back.
      if (answer === 'reload') webContents.forcefullyCrashRenderer();
    });
  });

  async function ask(message: string, detail: string, other: string): Promise<'reload' | 'other'> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message,
      detail,
      buttons: [words().reload, other],
      defaultId: 0,
      cancelId: 1,
    });
    return response === 0 ? 'reload' : 'other';
  }
}
