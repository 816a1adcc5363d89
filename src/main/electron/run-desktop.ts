import { app, dialog, protocol, session } from 'electron';
import { AppError } from '../../shared/errors.ts';
import type { DoorLog } from '../door/log/create-log.ts';
import { openStaticFiles } from '../door/page/static-files.ts';
import { createShutdown } from '../door/shutdown.ts';
import type { Shutdown } from '../door/shutdown.ts';
import type { Desktop } from '../host.ts';
import { createPageAnswer } from './answer-page.ts';
import { claimFolder } from './claim-folder.ts';
import { connectWindows } from './connect-windows.ts';
import { createDesktop } from './create-desktop.ts';
import { createEarlyLog } from './early-log.ts';
import { guardContents } from './guard-contents.ts';
import { guardSession } from './guard-session.ts';
import { openLink } from './open-link.ts';
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
      error instanceof AppError ? error.message : words.mistake,
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
  const claim = await claimFolder(dataDir);
  if (claim.type === 'running') {
    openLink(claim.link, log);
    return shutdown.stop(0);
  }
  shutdown.onStop(() => claim.lock.release());

  const devTools = !app.isPackaged;
  const windows = createWindows({ preload: parts.preload, devTools });
  guardSession(session.defaultSession);
  guardContents(windows.roleOf, (address) => openLink(address, log));
  protocol.handle(scheme, createPageAnswer(openStaticFiles(parts.pageFolder)));
  let core: Promise<Core> | undefined;
  // Also when it is only about to start.
  shutdown.onStop(async () => (await core?.catch(() => null))?.dispose());
  const desktop = createDesktop({ windows, shutdown, desktopFolder, devTools, log, ...parts });
  if (!launch.quick) desktop.showMain();

  core = startHeavy(parts, shutdown, log, { dataDir, captured, desktop: desktop.host });
  connectWindows(
    windows.roleOf,
    core.then(({ serve }) => serve),
    log,
  );
  desktop.begin((await core).client);
  if (launch.quick) desktop.showQuick();
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
    stderr: process.stderr,
  };
}
