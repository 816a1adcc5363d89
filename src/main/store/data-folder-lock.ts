import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isBusy, isNotADatabase, toStoreError } from './store-error.ts';

export interface DataFolderLock {
  release(): void;
}

/**
 * Takes the data folder for this process, or returns null if another has it. The lock is the
 * operating system's, so however the process ends it is free again. Nothing else in the process
 * may open and close `lock.db`: on POSIX that would drop the lock.
 */
export function lockDataFolder(dataDir: string): DataFolderLock | null {
  const path = join(dataDir, 'lock.db');
  try {
    return take(path);
  } catch (error) {
    if (!isNotADatabase(error)) throw toStoreError(error);
    // There is nothing in it to lose, and in place the file stays the one others lock.
    truncateSync(path);
    return take(path);
  }
}

/** A connection that nobody refers to is collected, and its lock with it. */
const held = new Set<DatabaseSync>();

function take(path: string): DataFolderLock | null {
  const database = new DatabaseSync(path, { timeout: 0, allowExtension: false });
  try {
    database.exec('BEGIN EXCLUSIVE');
    held.add(database);
    return {
      release() {
        held.delete(database);
        database.close();
      },
    };
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
}
