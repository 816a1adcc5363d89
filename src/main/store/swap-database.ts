import { chmodSync, constants, copyFileSync, existsSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../shared/errors.ts';
import { syncFolder } from '../sync-folder.ts';
import { openDatabase } from './database.ts';
import { companions, removeDatabaseFiles, syncFile } from './files.ts';
import { findDamage } from './find-damage.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';

/** A copy that is about to take the database's place, and the database whose place was taken. */
const nextOf = (path: string) => `${path}.next`;
const replacedBy = (path: string) => `${path}.replaced`;

/** Makes a checked copy of a backup, brought up to date, beside the database. It is not in use yet. */
export function prepareSwap(options: {
  readonly path: string;
  readonly backup: string;
  readonly migrations: readonly Migration[];
  /** What a start would do to it. */
  readonly mend: (database: DatabaseSync) => void;
}): void {
  const { path, backup, migrations, mend } = options;
  const next = nextOf(path);
  removeDatabaseFiles(next);
  try {
    copyFileSync(backup, next, constants.COPYFILE_FICLONE);
    chmodSync(next, 0o600);
    const damage = findDamage(next, migrations);
    if (damage !== null) throw notSound(damage);
    const database = openDatabase(next);
    try {
      migrate(database, { migrations });
      mend(database);
    } finally {
      database.close();
    }
    syncFile(next);
  } catch (error) {
    removeDatabaseFiles(next);
    throw error;
  }
}

/** Closes the database and puts the prepared copy in its place. Cut off in between, a start undoes it. */
export function swapIn(database: DatabaseSync, path: string): void {
  removeDatabaseFiles(replacedBy(path));
  database.close();
  // Whatever of this is done when the power fails, the log is beside its database again after `undoSwap`.
  move(path, replacedBy(path), ['', ...companions]);
  move(nextOf(path), path, ['']);
  syncFolder(dirname(path));
}

/** The new one is in use: the old one, of which there is a backup, can go. */
export function forgetReplaced(path: string): void {
  removeDatabaseFiles(replacedBy(path));
}

/** Puts back what was replaced, or clears away what a swap has left. */
export function undoSwap(path: string, { isNewBad = false } = {}): void {
  removeDatabaseFiles(nextOf(path));
  if (!existsSync(replacedBy(path))) return;
  if (existsSync(path) && !isNewBad) return removeDatabaseFiles(replacedBy(path));
  // Without a new one, what lies here is the log of the one that was replaced.
  if (existsSync(path)) removeDatabaseFiles(path);
  move(replacedBy(path), path, [...companions, '']);
  syncFolder(dirname(path));
}

function move(from: string, to: string, suffixes: readonly string[]): void {
  for (const suffix of suffixes) {
    if (existsSync(from + suffix)) renameSync(from + suffix, to + suffix);
  }
}

function notSound(damage: string): AppError {
  return new AppError(
    'storage-failed',
    'This backup is damaged, so nothing was changed. Try another one.',
    { situation: 'backup-damaged', details: { damage } },
  );
}
