import { app } from './app.ts';
import { createContents } from './contents.ts';
import type { FakeContents } from './contents.ts';
import { Emitter, preventable, strict } from './strict.ts';
import { needReady, world } from './world.ts';

interface Bounds {
  x?: number;
  y?: number;
  width: number;
  height: number;
}

/** A new option has to be looked at before the fake accepts it. */
const options: ReadonlySet<string> = new Set([
  ...['x', 'y', 'width', 'height', 'minWidth', 'minHeight', 'title', 'icon', 'show', 'type'],
  ...['frame', 'resizable', 'minimizable', 'maximizable', 'fullscreenable', 'skipTaskbar'],
  ...['alwaysOnTop', 'autoHideMenuBar', 'backgroundColor', 'webPreferences'],
]);

export class FakeWindow extends Emitter {
  readonly webContents: FakeContents;
  readonly options: Readonly<Record<string, unknown>>;
  bounds: Bounds;
  #isVisible = false;
  #isMaximized = false;
  #isDestroyed = false;
  #isFocused = false;

  constructor(given: Readonly<Record<string, unknown>>) {
    needReady('BrowserWindow');
    super('BrowserWindow', [
      ...[
        'blur',
        'close',
        'closed',
        'focus',
        'hide',
        'maximize',
        'move',
        'ready-to-show',
        'resize',
      ],
      ...['unmaximize', 'unresponsive'],
    ]);
    for (const name of Object.keys(given))
      if (!options.has(name)) throw new Error(`The fake electron has no window option '${name}'.`);
    if (given['show'] !== false) throw new Error('A window that shows at once flashes.');
    this.options = given;
    const { x, y, width = 800, height = 600 } = given as Partial<Bounds>;
    this.bounds = { ...(x === undefined || y === undefined ? {} : { x, y }), width, height };
    this.webContents = createContents();
  }

  static getFocusedWindow(): FakeWindow | null {
    return world.windows.find((window) => window.isFocused()) ?? null;
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url);
    if (!this.#isDestroyed) this.emit('ready-to-show');
  }

  show(): void {
    this.#isVisible = true;
  }

  hide(): void {
    if (!this.#isVisible) return;
    this.#isVisible = false;
    this.#blur();
    this.emit('hide');
  }

  focus(): void {
    if (!this.#isVisible || this.#isFocused) return;
    for (const other of world.windows) if (other.isFocused()) other.blur();
    this.#isFocused = true;
    this.emit('focus');
    app.emit('browser-window-focus', {}, this.#outside());
  }

  blur(): void {
    this.#blur();
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  isFocused(): boolean {
    return this.#isFocused;
  }

  isMinimized(): boolean {
    return false;
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  maximize(): void {
    this.#isMaximized = true;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  getNormalBounds(): Bounds {
    return { x: 0, y: 0, ...this.bounds };
  }

  setBounds(bounds: Bounds): void {
    this.bounds = bounds;
  }

  close(): void {
    const event = preventable({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#blur();
    this.#isDestroyed = true;
    this.#isVisible = false;
    this.emit('closed');
    if (world.windows.every((window) => window.isDestroyed())) app.emit('window-all-closed');
  }

  #blur(): void {
    if (!this.#isFocused) return;
    this.#isFocused = false;
    this.emit('blur');
  }

  /** As everybody else knows it. */
  #outside(): FakeWindow {
    return world.windows.find((window) => window.webContents === this.webContents) ?? this;
  }
}

/** What `new BrowserWindow` makes throws when it is asked for what it does not have. */
export const BrowserWindow = new Proxy(FakeWindow, {
  construct(target, [given]: [Readonly<Record<string, unknown>>]) {
    const window = strict('BrowserWindow', new target(given));
    world.windows.push(window);
    return window;
  },
  get(target, key) {
    if (typeof key === 'string' && !(key in target))
      throw new Error(`The fake electron has no BrowserWindow.${key}.`);
    return Reflect.get(target, key, target) as unknown;
  },
});
