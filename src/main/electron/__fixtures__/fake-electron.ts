// What `import 'electron'` is in tests: only what Tina uses of it, and an error for everything else.
// Each name below is in electron.d.ts; fake-electron.test.ts looks.
import { app } from './fake-electron/app.ts';
import { ipcMain, MessageChannelMain } from './fake-electron/ports.ts';
import { protocol, session } from './fake-electron/session.ts';
import {
  dialog,
  globalShortcut,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  safeStorage,
  screen,
  shell,
  Tray,
} from './fake-electron/system.ts';
import { BrowserWindow } from './fake-electron/window.ts';

export {
  app,
  BrowserWindow,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MessageChannelMain,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
};

/** As electron-store imports it. */
// Typed, so that nobody needs to know the fakes' classes.
const electron: Readonly<Record<'app' | 'ipcMain' | 'shell', object>> = { app, ipcMain, shell };
// oxlint-disable-next-line import/no-default-export -- Electron has one
export default electron;
