// Just enough of Electron for the built main to ask for its window, which is where the clock stops. In
// JavaScript, because reading types away takes Node longer than what is measured here.
import { EventEmitter } from 'node:events';
import { writeSync } from 'node:fs';
import { tmpdir } from 'node:os';

const nothing = () => {};
const size = { x: 0, y: 0, width: 1440, height: 900 };
const display = { id: 1, bounds: size, workArea: size, scaleFactor: 1 };

export class BrowserWindow {
  constructor() {
    BrowserWindow.ask();
  }
  static ask() {
    const { user, system } = process.threadCpuUsage();
    writeSync(1, `window ${(user + system) / 1000}\n`);
    // Nothing after this counts: whoever measures ends the process.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
  static getAllWindows() {
    return [];
  }
  static getFocusedWindow() {
    return null;
  }
}

export const app = Object.assign(new EventEmitter(), {
  name: 'Tina',
  isPackaged: true,
  enableSandbox: nothing,
  setPath: nothing,
  setAppUserModelId: nothing,
  setName: nothing,
  getName: () => 'Tina',
  getVersion: () => '0.0.0',
  getPath: () => tmpdir(),
  getAppPath: () => tmpdir(),
  getLocale: () => 'en',
  getPreferredSystemLanguages: () => ['en'],
  requestSingleInstanceLock: () => true,
  whenReady: () => Promise.resolve(),
  exit: (code) => process.exit(code),
  quit: nothing,
});
export const protocol = { registerSchemesAsPrivileged: nothing, handle: nothing };
export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: nothing,
    setPermissionCheckHandler: nothing,
    setDevicePermissionHandler: nothing,
    setDisplayMediaRequestHandler: nothing,
    setBluetoothPairingHandler: nothing,
    setSpellCheckerEnabled: nothing,
    setSpellCheckerDictionaryDownloadURL: nothing,
    setProxy: () => Promise.resolve(),
    clearStorageData: () => Promise.resolve(),
    webRequest: { onBeforeRequest: nothing, onHeadersReceived: nothing },
  }),
};
export const dialog = {
  showErrorBox: (title, text) => writeSync(2, `${title}: ${text}\n`),
  showMessageBox: () => Promise.resolve({ response: 0 }),
};
export const screen = {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayNearestPoint: () => display,
  getCursorScreenPoint: () => ({ x: 0, y: 0 }),
};
export const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: false });
export const powerMonitor = new EventEmitter();
export const ipcMain = new EventEmitter();
export const globalShortcut = { register: () => true, unregister: nothing, unregisterAll: nothing };
export const shell = { openExternal: () => Promise.resolve() };
export const Menu = { buildFromTemplate: () => ({}), setApplicationMenu: nothing };
export class Tray extends EventEmitter {}
export class Notification extends EventEmitter {}
export const MessageChannelMain = nothing;
