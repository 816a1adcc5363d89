import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../shared/clock.ts';
import type { Log, SettingsFile } from '../../host.ts';
import { syncFolder } from '../../sync-folder.ts';
import { errorCode, toStorageError } from '../files/to-storage-error.ts';
import { writeWhole } from '../../write-whole.ts';

/** A settings file this long was not written by us. */
const maxBytes = 4 * 1024 * 1024;

/** What conf and electron-store have in common. Both replace the file atomically. */
export interface SettingsStore {
  store: Record<string, unknown>;
}

/** The options that conf and electron-store share; only the file's name has another name in each. */
export interface SettingsStoreOptions {
  readonly cwd: string;
  readonly configFileMode: number;
  readonly clearInvalidConfig: boolean;
  readonly accessPropertiesByDotNotation: boolean;
  readonly serialize: (settings: object) => string;
}

/**
 * `settings.json`, with a copy of the last good one beside it. A file that cannot be read is set
 * aside, never deleted, and the copy used instead.
 */
export function openSettingsFile({
  dataDir,
  createStore,
  clock,
  log,
}: {
  dataDir: string;
  /** Opens `<name>.json` in the folder. */
  createStore: (name: string, options: SettingsStoreOptions) => SettingsStore;
  clock: Pick<Clock, 'now'>;
  log: Log;
}): SettingsFile {
  const path = join(dataDir, 'settings.json');
  const lastGoodPath = join(dataDir, 'settings.last-good.json');
  const nextPath = join(dataDir, 'settings.next.json');

  const found = readSettings(path);
  const copy = found.type === 'good' ? found : readSettings(lastGoodPath);
  if (found.type === 'bad') setAside(path, clock, log);
  // A copy alone means that a crash or a person took the file: giving back what was set loses nothing.
  const mended = whatWasMended(found, copy);
  let current: object = copy.type === 'good' ? copy.settings : {};
  const store = createStore('settings', {
    cwd: dataDir,
    configFileMode: 0o600,
    clearInvalidConfig: false,
    accessPropertiesByDotNotation: false,
    serialize: toText,
  });

  function write(settings: object): void {
    const text = toText(settings);
    // Written and synced in full first. The store replaces the file atomically but takes a short write, as
    // an almost full disk gives, for a whole one; so the disk is asked here, and asked again below.
    writeWhole(nextPath, text);
    try {
      store.store = { ...settings };
    } catch (error) {
      log.warn({ error }, 'The settings file could not be replaced; its copy takes its place.');
    }
    if (readText(path) === text) renameSync(nextPath, lastGoodPath);
    else renameSync(nextPath, path);
    syncFolder(dataDir);
    current = settings;
  }

  if (mended === 'restored') {
    try {
      write(current);
    } catch (error) {
      log.warn({ error: toStorageError(error) }, 'The restored settings could not be written yet.');
    }
  }

  return {
    read: () => current,
    write(settings) {
      try {
        write(settings);
      } catch (error) {
        rmSync(nextPath, { force: true });
        throw toStorageError(error);
      }
    },
    mended,
  };
}

function whatWasMended(found: Found, copy: Found): SettingsFile['mended'] {
  if (found.type === 'good') return null;
  if (copy.type === 'good') return 'restored';
  return found.type === 'none' && copy.type === 'none' ? null : 'reset';
}

function toText(settings: object): string {
  return `${JSON.stringify(settings, null, 2)}\n`;
}

type Found =
  | { readonly type: 'good'; readonly settings: object }
  | { readonly type: 'bad' | 'none' };

function readSettings(path: string): Found {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > maxBytes) return { type: 'bad' };
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { type: 'good', settings: value } : { type: 'bad' };
  } catch (error) {
    return { type: errorCode(error) === 'ENOENT' ? 'none' : 'bad' };
  }
}

function setAside(path: string, clock: Pick<Clock, 'now'>, log: Log): void {
  const name = `${path}.bad-${new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-')}`;
  try {
    // A rename needs no room on the disk.
    renameSync(path, name);
  } catch (error) {
    throw toStorageError(error);
  }
  log.warn({}, 'The settings file could not be read and was set aside.');
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
