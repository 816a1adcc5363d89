import type { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { connectBridge } from '../../bridge/connect-bridge.ts';
import { portChannel } from '../../bridge/port-channel.ts';
import type { Client } from '../../../shared/contract/index.ts';
import { systemClock } from '../../../shared/clock.ts';
import type { Clock } from '../../../shared/clock.ts';

/** For a machine that is busy with other things. */
const patience = { timeout: 25_000, interval: 5 };

/** Starts the real src/main/index.ts on a fresh fake Electron. `dataDir` without one is a new folder. */
export async function startDesktop({
  dataDir: given,
  platform = 'linux',
  environment = {},
  arguments: more = [],
  prepare = () => {},
}: {
  dataDir?: string;
  platform?: NodeJS.Platform;
  environment?: Readonly<Record<string, string>>;
  arguments?: readonly string[];
  prepare?: (world: Awaited<ReturnType<typeof loadFake>>['world']) => void;
} = {}) {
  // Only what was made here is removed, whatever a test names.
  const made = given === undefined ? mkdtempSync(join(tmpdir(), 'tina-desktop-')) : undefined;
  const dataDir = given ?? made ?? '';
  vi.resetModules();
  for (const name of ['XDG_CURRENT_DESKTOP', 'XDG_SESSION_TYPE', 'WAYLAND_DISPLAY'])
    vi.stubEnv(name, environment[name] ?? '');
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const process = globalThis.process;
  const before = { argv: process.argv, platform: process.platform };
  process.argv = ['electron', '.', '--data-dir', dataDir, ...more];
  Object.defineProperty(process, 'platform', { value: platform });

  const hurry = paceDemo();
  const fake = await loadFake();
  const { world } = fake;
  prepare(world);
  const keepListeners = ended.map((name) => keepListenersOf(name));
  await import('../../index.ts');
  if (!world.hasExited) fake.becomeReady();

  /** The window with this page, once it is shown there. */
  async function pageOf(role: 'desktop' | 'quick-desktop') {
    return vi.waitFor(() => {
      const window = world.windows.find(
        (open) => !open.isDestroyed() && open.webContents.mainFrame.url.includes(`/${role}.html`),
      );
      if (window === undefined) throw new Error(`There is no ${role} window.`);
      return window;
    }, patience);
  }

  /** A client as the page of that window has one. */
  async function clientOf(role: 'desktop' | 'quick-desktop'): Promise<Client> {
    const port = await (await pageOf(role)).webContents.connect();
    return connectBridge(portChannel(port));
  }

  return {
    ...fake,
    dataDir,
    pageOf,
    clientOf,
    hurry,
    async quit() {
      fake.app.quit();
      return world.exitCode.promise;
    },
    async end() {
      if (!world.hasExited) fake.app.quit();
      await world.exitCode.promise;
      for (const putBack of keepListeners) putBack();
      process.argv = before.argv;
      Object.defineProperty(process, 'platform', { value: before.platform });
      vi.unstubAllEnvs();
    },
    remove() {
      if (made !== undefined) rmSync(made, { recursive: true, force: true });
    },
  };
}

/** The demo model speaks as fast as a person reads, until it is told that nobody does. */
function paceDemo(): () => void {
  let isHurried = false;
  const clock: Clock = {
    ...systemClock,
    after: (ms, callback) => systemClock.after(isHurried ? 0 : ms, callback),
  };
  vi.doMock(
    '../../providers/demo/demo.ts',
    async (load: () => Promise<typeof import('../../providers/demo/demo.ts')>) => {
      const { createDemo } = await load();
      return {
        createDemo: (options: Parameters<typeof createDemo>[0]) => createDemo(options, clock),
      };
    },
  );
  return () => {
    isHurried = true;
  };
}

const ended = ['SIGINT', 'SIGTERM', 'SIGHUP', 'uncaughtException'];

/** The door listens to the process's end, which here is the test runner's. */
function keepListenersOf(name: string): () => void {
  const emitter: EventEmitter = globalThis.process;
  const before = emitter.rawListeners(name) as (() => void)[]; // whatever they take, they get it
  return () => {
    emitter.removeAllListeners(name);
    for (const listener of before) emitter.on(name, listener);
  };
}

async function loadFake() {
  const [{ world }, { app, becomeReady }, { ipcMain }, { handlers }, system, { createFrame }] =
    await Promise.all([
      import('./fake-electron/world.ts'),
      import('./fake-electron/app.ts'),
      import('./fake-electron/ports.ts'),
      import('./fake-electron/session.ts'),
      import('./fake-electron/system.ts'),
      import('./fake-electron/contents.ts'),
    ]);
  const { nativeTheme, moveCursor } = system;
  return { world, app, becomeReady, ipcMain, handlers, nativeTheme, moveCursor, createFrame };
}
