import { chmodSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '../sync-folder.ts';
import { openDatabase } from './database.ts';
import { removeDatabaseFiles, syncFile } from './files.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { createStamp } from './stamp.ts';

/**
 * Makes a new, empty database. It appears whole or not at all, so that an empty or half file found
 * later is known to be damage.
 */
export function createDatabase(path: string, migrations: readonly Migration[]): void {
  const partial = `${path}.partial`;
  removeDatabaseFiles(partial);
  const database = openDatabase(partial);
  try {
    createStamp(database);
    migrate(database, { migrations });
  } finally {
    database.close();
  }
  chmodSync(partial, 0o600);
  syncFile(partial);
  renameSync(partial, path);
  syncFolder(dirname(path));
}
