import { existsSync } from 'node:fs';
import { Emitter, strict } from './strict.ts';
import { needReady, world } from './world.ts';
import type { FakeMenuItem, FakeTrayFacts } from './world.ts';

export class FakeNativeTheme extends Emitter {
  themeSource: 'system' | 'light' | 'dark' = 'system';

  constructor() {
    super('nativeTheme', ['updated']);
  }

  get shouldUseDarkColors(): boolean {
    return this.themeSource === 'system' ? world.isDark : this.themeSource === 'dark';
  }
}

export const nativeTheme = strict('nativeTheme', new FakeNativeTheme());

export const powerMonitor = strict('powerMonitor', new Emitter('powerMonitor', ['shutdown']));

export const dialog = strict('dialog', {
  showErrorBox(_title: string, content: string): void {
    world.errorBoxes.push(content);
  },
  showMessageBox(_window: unknown, { message }: { message: string }): Promise<object> {
    needReady('dialog.showMessageBox');
    world.messageBoxes.push(message);
    return Promise.resolve({ response: world.answer });
  },
});

export const shell = strict('shell', {
  openExternal(address: string): Promise<void> {
    world.opened.push(address);
    return Promise.resolve();
  },
});

/** What Electron takes for a combination of keys, roughly. */
const accelerator =
  /^(?:(?:CommandOrControl|CmdOrCtrl|Command|Control|Ctrl|Alt|Option|AltGr|Shift|Super|Meta)\+)*(?:[A-Z0-9]|F\d{1,2}|Space|Tab|Enter|Return|Up|Down|Left|Right|Home|End|Escape)$/i;

export const globalShortcut = strict('globalShortcut', {
  register(keys: string, callback: () => void): boolean {
    needReady('globalShortcut.register');
    if (!accelerator.test(keys)) throw new TypeError(`conversion failure from ${keys}`);
    if (world.takenShortcuts.has(keys) || world.shortcuts.has(keys)) return false;
    world.shortcuts.set(keys, callback);
    return true;
  },
  unregister(keys: string): void {
    world.shortcuts.delete(keys);
  },
});

const mark = 'wrapped by ';

/** Wraps, visibly; what another keyring wrapped cannot be opened. */
export const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable(): Promise<boolean> {
    needReady('safeStorage');
    return Promise.resolve(true);
  },
  getSelectedStorageBackend(): string {
    return world.isReady ? world.keyring : 'unknown';
  },
  encryptStringAsync(text: string): Promise<Buffer> {
    return Promise.resolve(
      Buffer.from(`${mark}${world.keyring}:${Buffer.from(text).toString('hex')}`),
    );
  },
  decryptStringAsync(wrapped: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    const start = `${mark}${world.keyring}:`;
    const text = wrapped.toString();
    if (!text.startsWith(start)) return Promise.reject(new Error('cannot decrypt'));
    const result = Buffer.from(text.slice(start.length), 'hex').toString();
    return Promise.resolve({ result, shouldReEncrypt: false });
  },
});

const display = { id: 1, workArea: { x: 0, y: 25, width: 1440, height: 875 } };
const second = { id: 2, workArea: { x: 1440, y: 0, width: 1920, height: 1080 } };
let cursor = { x: 10, y: 10 };

export const screen = strict('screen', {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [second, display],
  getCursorScreenPoint: () => cursor,
  getDisplayNearestPoint: ({ x }: { x: number }) => (x < 1440 ? display : second),
});

export function moveCursor(to: { x: number; y: number }): void {
  cursor = to;
}

export const Menu = strict('Menu', {
  buildFromTemplate: (template: readonly FakeMenuItem[]) => strict('menu', { items: template }),
  setApplicationMenu(menu: { items: readonly FakeMenuItem[] }): void {
    world.applicationMenu = menu.items;
  },
});

export class Tray extends Emitter {
  readonly #facts: FakeTrayFacts;

  constructor(image: string) {
    needReady('Tray');
    super('Tray', ['click']);
    const facts = { image, toolTip: '', menu: [], isDestroyed: false };
    this.#facts = { ...facts, click: () => this.emit('click') };
    world.trays.push(this.#facts);
    this.setImage(image);
  }

  setImage(image: string): void {
    if (!existsSync(image)) throw new Error(`Failed to load image from path '${image}'`);
    this.#facts.image = image;
  }

  setToolTip(text: string): void {
    this.#facts.toolTip = text;
  }

  setContextMenu({ items }: { items: readonly FakeMenuItem[] }): void {
    this.#facts.menu = items;
  }

  destroy(): void {
    this.#facts.isDestroyed = true;
  }
}

export class Notification extends Emitter {
  readonly #content: { title: string; body: string };

  constructor(content: { title: string; body: string }) {
    needReady('Notification');
    super('Notification', ['click', 'close', 'failed']);
    this.#content = content;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    world.notifications.push({ ...this.#content, click: () => this.emit('click') });
  }
}
