import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { syncFolder } from '../sync-folder.ts';
import { timeInName } from './backups.ts';
import type { Backups } from './backups.ts';
import { openDatabaseToRead } from './database.ts';
import { companions, fileSize, removeDatabaseFiles, syncFile } from './files.ts';
import { findDamage } from './find-damage.ts';
import type { Migration } from './migrations/migration.ts';
import type { OpenReport } from './store.ts';

export interface RestoreOptions {
  readonly path: string;
  readonly at: number;
  readonly migrations: readonly Migration[];
  readonly backups: Backups;
}

/**
 * Sets a damaged database aside and puts the newest good state in its place, or nothing if there
 * is none. Cut off at any point, the next start finds the damage again and begins anew.
 */
export function restoreDatabase(options: RestoreOptions): NonNullable<OpenReport['restored']> {
  const { path, at } = options;
  const found = `${path}.restoring`;
  try {
    const backupFrom = findGoodState(options, found);
    const movedTo = setAside(path, at);
    for (const suffix of companions) rmSync(path + suffix, { force: true });
    if (backupFrom === null) {
      rmSync(path, { force: true });
    } else {
      syncFile(found);
      renameSync(found, path);
    }
    syncFolder(dirname(path));
    return { movedTo, backupFrom };
  } finally {
    removeDatabaseFiles(found);
  }
}

/** Copies the newest state that is sound to `found` and returns its time. */
function findGoodState(
  { path, at, migrations, backups }: RestoreOptions,
  found: string,
): number | null {
  const isGood = (candidate: string): boolean => {
    removeDatabaseFiles(found);
    copyFileSync(candidate, found, constants.COPYFILE_FICLONE);
    const good = findDamage(found, migrations) === null;
    for (const suffix of companions) rmSync(found + suffix, { force: true });
    return good;
  };
  // Where only the log is damaged, the file without it is newer than any backup.
  if (fileSize(`${path}-wal`) > 0 && fileSize(path) > 0 && isGood(path))
    return newestChange(found) ?? at;
  for (const backup of backups.list()) {
    if (isGood(backup.path)) return backup.time;
  }
  removeDatabaseFiles(found);
  return null;
}

/** Links need no space; where there are none the files are copied. The originals stay for now. */
function setAside(path: string, at: number): string {
  const folder = freeName(join(dirname(path), `corrupt-${timeInName(at)}`));
  mkdirSync(folder, { mode: 0o700 });
  for (const suffix of ['', ...companions]) {
    const from = path + suffix;
    if (!existsSync(from)) continue;
    const to = join(folder, basename(from));
    try {
      linkSync(from, to);
    } catch {
      copyFileSync(from, to);
    }
  }
  syncFolder(folder);
  return folder;
}

function freeName(path: string): string {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? path : `${path}-${count}`;
    if (!existsSync(candidate)) return candidate;
  }
}

function newestChange(path: string): number | null {
  const database = openDatabaseToRead(path);
  try {
    const row = database.prepare('SELECT max(updated_at) AS time FROM conversations').get();
    return typeof row?.['time'] === 'number' ? row['time'] : null;
  } finally {
    database.close();
    for (const suffix of companions) rmSync(path + suffix, { force: true });
  }
}
