import type { MessagePort } from 'node:worker_threads';
import { app } from './app.ts';
import { FakePortMain, ipcMain } from './ports.ts';
import { Emitter, preventable, strict } from './strict.ts';
import { world } from './world.ts';

let lastId = 0;

/** A frame of a page, as main sees it; `received` gets what main posts to it. */
export class FakeFrame {
  url = '';
  detached = false;
  readonly parent: FakeFrame | null;
  received: (port: MessagePort) => void = () => {};

  constructor(parent: FakeFrame | null) {
    this.parent = parent;
  }

  get origin(): string {
    return /^[a-z]+:\/\/[^/]+/.exec(this.url)?.[0] ?? 'null';
  }

  postMessage(channel: string, message: unknown, transfer: readonly FakePortMain[]): void {
    if (channel !== 'port' || message !== null || transfer[0] === undefined)
      throw new Error('The fake electron knows nothing else that could be posted.');
    this.received(transfer[0].port);
  }
}

/** A frame that asks for something, as a test wants it to be. */
export function createFrame(
  parent: FakeFrame | null,
  facts: Partial<Pick<FakeFrame, 'url' | 'detached' | 'received'>>,
): FakeFrame {
  return Object.assign(new FakeFrame(parent), facts);
}

/** What shows a page. The methods after `reload` are the page's and Chromium's side, for tests. */
export class FakeContents extends Emitter {
  readonly id: number;
  readonly mainFrame = strict('WebFrameMain', new FakeFrame(null));
  /** Of the page that is shown. */
  html = '';
  headers = new Headers();
  reloads = 0;
  #openHandler: ((details: { url: string }) => { action: 'deny' | 'allow' }) | null = null;
  #webRtcPolicy = 'default';

  constructor() {
    super('webContents', [
      'render-process-gone',
      'select-bluetooth-device',
      'will-attach-webview',
      'will-frame-navigate',
      'will-navigate',
      'will-redirect',
    ]);
    this.id = lastId += 1;
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' | 'allow' }): void {
    this.#openHandler = handler;
  }

  setWebRTCIPHandlingPolicy(policy: string): void {
    this.#webRtcPolicy = policy;
  }

  forcefullyCrashRenderer(): void {
    this.crash('crashed');
  }

  reload(): void {
    this.reloads += 1;
  }

  get webRtcPolicy(): string {
    return this.#webRtcPolicy;
  }

  async load(url: string): Promise<void> {
    if (world.pages === null) throw new Error('Nobody answers for app: yet.');
    const response = await world.pages(new Request(url.split('#', 1)[0] ?? url));
    this.html = await response.text();
    this.headers = response.headers;
    this.mainFrame.url = url;
  }

  /** The page asks for the bridge, as the preload script does. */
  connect(frame: FakeFrame | null = this.mainFrame): Promise<MessagePort> {
    return new Promise((resolve) => {
      if (frame !== null) frame.received = resolve;
      ipcMain.emit('connect', { sender: this, senderFrame: frame });
    });
  }

  /** The page calls window.open; true: it got a window. */
  openWindow(url: string): boolean {
    return this.#openHandler === null || this.#openHandler({ url }).action === 'allow';
  }

  /** The page wants to be elsewhere; true: it may. */
  navigate(url: string, isMainFrame = true): boolean {
    const event = preventable({ url, isMainFrame });
    this.emit('will-frame-navigate', event);
    if (isMainFrame) this.emit('will-navigate', event);
    return !event.defaultPrevented;
  }

  crash(reason: string): void {
    this.emit('render-process-gone', {}, { reason, exitCode: 1 });
  }
}

export function createContents(): FakeContents {
  const contents = strict('webContents', new FakeContents());
  app.emit('web-contents-created', {}, contents);
  return contents;
}
