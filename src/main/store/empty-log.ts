import type { DatabaseSync } from 'node:sqlite';
import { readNumber } from './read-number.ts';
import { isBusy, isDiskFull } from './store-error.ts';

/**
 * Moves everything from the write-ahead log into the file and cuts the log to nothing; true if that
 * was possible. Whoever reads an older state (another program, a backup) keeps it from happening, and
 * SQLite does not throw then but says so in the row it answers with. Nobody is waited for long: the
 * next one empties it just as well.
 */
export function emptyLog(database: DatabaseSync): boolean {
  const timeout = readNumber(database, 'PRAGMA busy_timeout');
  database.exec(`PRAGMA busy_timeout = ${patienceMs}`);
  try {
    const row = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    return row?.['busy'] === 0 && row['log'] === 0;
  } catch (error) {
    if (isDiskFull(error) || isBusy(error)) return false;
    throw error;
  } finally {
    database.exec(`PRAGMA busy_timeout = ${timeout}`);
  }
}

/** Moves what nobody reads any more, without waiting for anybody; the log stays as long as it is. */
export function drainLog(database: DatabaseSync): void {
  try {
    database.exec('PRAGMA wal_checkpoint(PASSIVE)');
  } catch (error) {
    // The log stays as it is, and the next one finds it again.
    if (!isDiskFull(error) && !isBusy(error)) throw error;
  }
}

const patienceMs = 100;
