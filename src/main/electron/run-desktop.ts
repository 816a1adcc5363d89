import { app, dialog, protocol, session } from 'electron';
import { AppError } from '../../shared/errors.ts';
import type { DataFolderLock } from '../door/claim-data-folder.ts';
import type { DoorLog } from '../door/log/create-log.ts';
import type { StaticFiles } from '../door/page/static-files.ts';
import { createShutdown } from '../door/shutdown.ts';
import type { Shutdown } from '../door/shutdown.ts';
import type { ServeBridge } from '../bridge/serve-bridge.ts';
import type { Desktop } from '../host.ts';
import { createPageAnswer } from './answer-page.ts';
import { connectWindows } from './connect-windows.ts';
import { createDesktop } from './create-desktop.ts';
import { createEarlyLog } from './early-log.ts';
import { guardContents } from './guard-contents.ts';
import { guardSession } from './guard-session.ts';
import { openLink } from './open-link.ts';
import { sayStartFailure } from './say-start-failure.ts';
import { scheme } from './pages.ts';
import type { Prepared } from './prepare-desktop.ts';
import type { Core, startCore } from './start-core.ts';
import { createWindows } from './windows.ts';
import { chooseWords } from './words.ts';

export interface DesktopParts {
  /** The built page. */
  readonly pageFolder: string;
  readonly preload: string;
  readonly iconFolder: string;
  /** Imports what is heavy; called once the window is on its way. */
  readonly load: () => Promise<{
    readonly createLog: (options: { dataDir: string }) => DoorLog;
    readonly startCore: typeof startCore;
  }>;
}

/** The whole desktop door, from Electron being ready until the app ends. */
export async function runDesktop(prepared: Prepared, parts: DesktopParts): Promise<void> {
  const log = createEarlyLog();
  const shutdown = createShutdown(endable(), (error) => log.error({ error }, 'A mistake of ours.'));
  try {
    await app.whenReady();
    await open(prepared, parts, shutdown, log);
  } catch (error) {
    log.error({ error }, 'The start failed.');
    const words = chooseWords('system', app.getPreferredSystemLanguages());
    // A bug's message could quote anything; what it was is in the log.
    dialog.showErrorBox(
      words.cannotStart,
      error instanceof AppError ? sayStartFailure(error, words, prepared.dataDir) : words.mistake,
    );
    await shutdown.stop(1);
  }
}

async function open(
  { launch, captured, dataDir, desktopFolder }: Prepared,
  parts: DesktopParts,
  shutdown: Shutdown,
  log: ReturnType<typeof createEarlyLog>,
): Promise<void> {
  let lock: DataFolderLock | undefined;
  let core: Promise<Core> | undefined;
  let isEnding = false;
  shutdown.onStop(() => lock?.release());
  // Also when it is only about to start.
  shutdown.onStop(async () => (await core?.catch(() => null))?.dispose());

  // First the window, hidden and behind its guards: a process of its own, which starts while this one goes on.
  const devTools = !app.isPackaged;
  const windows = createWindows({ preload: parts.preload, devTools });
  guardSession(session.defaultSession);
  guardContents(windows.roleOf, (address) => openLink(address, log));
  const page = Promise.withResolvers<StaticFiles>();
  const serving = Promise.withResolvers<ServeBridge>();
  const artifacts = Promise.withResolvers<Core['artifacts']>();
  protocol.handle(scheme, createPageAnswer(page.promise, artifacts.promise));
  connectWindows(windows.roleOf, serving.promise, log);
  const desktop = createDesktop({ windows, shutdown, desktopFolder, devTools, log, ...parts });
  shutdown.onStop(() => {
    isEnding = true;
  });
  if (!launch.quick) desktop.openMain();

  desktop.showMenu();
  page.resolve(openPage(parts.pageFolder));
  const { claimFolder } = await import('./claim-folder.ts');
  const claim = await claimFolder(dataDir);
  if (claim.type === 'running') {
    openLink(claim.link, log);
    return shutdown.stop(0);
  }
  if (isEnding) return claim.lock.release();
  lock = claim.lock;
  if (!launch.quick) desktop.showMain();
  core = startHeavy(parts, shutdown, log, { dataDir, captured, desktop: desktop.host });
  serving.resolve(core.then(({ serve }) => serve));
  artifacts.resolve(core.then((started) => started.artifacts));
  // Whoever started it hears of it as well, and ends the app.
  artifacts.promise.catch(() => undefined);
  desktop.begin((await core).client);
  if (launch.quick) desktop.showQuick();
}

async function openPage(folder: string): Promise<StaticFiles> {
  const { openStaticFiles } = await import('../door/page/static-files.ts');
  return openStaticFiles(folder);
}

async function startHeavy(
  { load }: DesktopParts,
  shutdown: Shutdown,
  log: ReturnType<typeof createEarlyLog>,
  options: { dataDir: string; captured: Prepared['captured']; desktop: Desktop },
): Promise<Core> {
  const { createLog, startCore } = await load();
  shutdown.takeSignals();
  const doorLog = createLog(options);
  log.open(doorLog.log);
  const core = await startCore({ ...options, doorLog });
  return {
    ...core,
    async dispose() {
      await core.dispose();
      doorLog.close();
    },
  };
}

/** `app.exit` ends Electron's other processes as well. */
function endable(): Parameters<typeof createShutdown>[0] {
  return {
    on: (event, listener) => process.on(event, listener),
    removeAllListeners: (event) => process.removeAllListeners(event),
    exit: (code) => app.exit(code),
    // Asked for only where something is said: Node makes it then, which takes a while.
    stderr: { write: (text) => process.stderr.write(text) },
  };
}
