import { Emitter, preventable, strict } from './strict.ts';
import { needReady, needStart, world } from './world.ts';

const ready = Promise.withResolvers<void>();

export class FakeApp extends Emitter {
  readonly isPackaged = true;

  constructor() {
    super('app', [
      'activate',
      'before-quit',
      'browser-window-focus',
      'second-instance',
      'select-client-certificate',
      'web-contents-created',
      'window-all-closed',
    ]);
  }

  enableSandbox(): void {
    needStart('app.enableSandbox');
  }

  whenReady(): Promise<void> {
    return ready.promise;
  }

  requestSingleInstanceLock(): boolean {
    return !world.isTaken;
  }

  getPath(name: string): string {
    if (name !== 'userData') throw new Error(`The fake electron knows no path '${name}'.`);
    return world.userData;
  }

  setPath(name: string, path: string): void {
    needStart('app.setPath');
    if (name !== 'userData') throw new Error(`The fake electron knows no path '${name}'.`);
    world.userData = path;
  }

  getVersion(): string {
    return '1.2.3';
  }

  getPreferredSystemLanguages(): string[] {
    needReady('app.getPreferredSystemLanguages');
    return world.languages;
  }

  quit(): void {
    const event = preventable({});
    this.emit('before-quit', event);
    if (!event.defaultPrevented) this.exit(0);
  }

  exit(code: number): void {
    if (world.hasExited) return;
    world.hasExited = true;
    for (const window of world.windows.filter((open) => !open.isDestroyed())) window.destroy();
    world.exitCode.resolve(code);
  }
}

export const app = strict('app', new FakeApp());

/** Electron gets ready after the first module has run. */
export function becomeReady(): void {
  world.isReady = true;
  ready.resolve();
}
