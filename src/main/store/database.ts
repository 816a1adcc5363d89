import { DatabaseSync } from 'node:sqlite';
import { reuse } from './reuse.ts';
import { stamp } from './stamp.ts';

/** Opens an existing or new database with everything set that protects what is in it. */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, options);
  try {
    database.enableDefensive(true);
    // The first two only take effect before the first page is written, so they stand before WAL.
    // Pages of 8 KiB lose a third less to rows that do not fit any more than the usual 4.
    database.exec(`
      PRAGMA page_size = 8192;
      PRAGMA auto_vacuum = INCREMENTAL;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA fullfsync = ON;
      PRAGMA checkpoint_fullfsync = ON;
      PRAGMA wal_autocheckpoint = 512;
      PRAGMA cache_size = -16384;
      PRAGMA journal_size_limit = ${walLimit};
      PRAGMA secure_delete = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA cell_size_check = ON;
      PRAGMA temp_store = MEMORY;
    `);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** For looking only: closing it leaves a damaged database and its WAL as they were. */
export function openDatabaseToRead(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { ...options, readOnly: true });
  try {
    database.enableDefensive(true);
    database.exec(
      'PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;',
    );
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** All of `work` or nothing of it, on disk when this returns. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  const run = reuse(database);
  run('BEGIN IMMEDIATE');
  try {
    const result = work();
    stamp(database);
    run('COMMIT');
    return result;
  } catch (error) {
    // A full disk makes SQLite roll back by itself; a second ROLLBACK would hide the reason.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

const walLimit = 4 * 1024 * 1024;

const options = {
  enableForeignKeyConstraints: true,
  enableDoubleQuotedStringLiterals: false,
  allowExtension: false,
  allowUnknownNamedParameters: false,
  defensive: true,
  timeout: 5000,
};
