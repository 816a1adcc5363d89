import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, protocol } from 'electron';
import { captureEnvironment } from '../door/capture-environment.ts';
import type { CapturedEnvironment } from '../door/capture-environment.ts';
import { prepareDataFolder } from '../door/prepare-data-folder.ts';
import { pageScheme } from './guard-session.ts';
import { parseLaunch } from './parse-launch.ts';
import type { Launch } from './parse-launch.ts';

export interface Prepared {
  readonly launch: Launch;
  readonly captured: CapturedEnvironment;
  readonly dataDir: string;
  /** For what is the window's and the browser's around it: nothing in it would be missed. */
  readonly desktopFolder: string;
}

/** What Electron wants to know before it is ready. null: another start of ours has the window, and shows it. */
export function prepareDesktop(): Prepared | null {
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([pageScheme]);
  const launch = parseLaunch(process.argv);
  const captured = captureEnvironment(process.env);
  const dataDir = prepareDataFolder(launch.dataDir, captured.environment);
  const desktopFolder = join(dataDir, 'desktop');
  mkdirSync(desktopFolder, { recursive: true, mode: 0o700 });
  // The lock below is this folder's, so there is one Tina for each data folder.
  app.setPath('userData', desktopFolder);
  if (!app.requestSingleInstanceLock()) return null;
  return { launch, captured, dataDir, desktopFolder };
}
