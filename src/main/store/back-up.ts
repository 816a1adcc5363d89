import { join } from 'node:path';
import { createBackups } from './backups.ts';
import { openDatabaseToRead } from './database.ts';
import type { Migration } from './migrations/migration.ts';
import { migrations as allMigrations } from './migrations/migrations.ts';
import { backupFolder, databaseName } from './prepare-database.ts';
import { toStoreError } from './store-error.ts';

export interface BackUpOptions {
  readonly dataDir: string;
  readonly at: number;
  readonly reason: 'daily' | 'by-hand';
  readonly migrations?: readonly Migration[] | undefined;
}

/** Copies the database through a connection of its own: writing goes on beside it. Returns the path. */
export async function backUp({
  dataDir,
  at,
  reason,
  migrations = allMigrations,
}: BackUpOptions): Promise<string> {
  try {
    const database = openDatabaseToRead(join(dataDir, databaseName));
    try {
      return await createBackups(join(dataDir, backupFolder), migrations).make(
        database,
        at,
        reason,
      );
    } finally {
      database.close();
    }
  } catch (error) {
    throw toStoreError(error);
  }
}
