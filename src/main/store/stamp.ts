import { randomInt } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { emptyLog } from './empty-log.ts';
import { reuse } from './reuse.ts';
import { isBusy, isDiskFull } from './store-error.ts';

/**
 * SQLite takes whatever write-ahead log lies beside a database for its own, be it another
 * database's or one from last week (a half-restored copy, a synchronised folder). So every
 * transaction writes the database's stamp into the log, and each run counts it up: a log with a
 * lower stamp than the file's, or one far away, does not belong to this file.
 *
 * A stamp never goes down, and the file only ever takes it from its log. So a database's own log is
 * never behind its file, whatever happens to either: no reader, no backup, no kill can make it look
 * like a stranger's. When in doubt a log is let in.
 */
export function createStamp(database: DatabaseSync): void {
  write(database, randomInt(1, 2 ** 30));
}

/** Inside a transaction: has the stamp written with it. */
export function stamp(database: DatabaseSync): void {
  write(database, read(database));
}

/**
 * Tells every earlier log from the ones to come. Where the log cannot be emptied (somebody reads, the
 * disk is full) the old stamp stays, so that the log is never more than one ahead.
 */
export function renewStamp(database: DatabaseSync): void {
  if (!emptyLog(database)) return;
  try {
    write(database, read(database) + 1);
  } catch (error) {
    if (isDiskFull(error) || isBusy(error)) return;
    throw error;
  }
  emptyLog(database);
}

/**
 * `inFile` is read from the file's bytes. One ahead is a crash, or a reader, while the stamp was
 * renewed; the rest of the lead is there so that nothing hangs on that count being right.
 */
export function logBelongs(database: DatabaseSync, inFile: number): boolean {
  const ahead = read(database) - inFile;
  return ahead >= 0 && ahead <= trustedLead;
}

const trustedLead = 10_000;

/** The header's field for a number of one's own; it survives VACUUM. */
function read(database: DatabaseSync): number {
  return Number(reuse(database)('PRAGMA application_id')?.['application_id']);
}

function write(database: DatabaseSync, value: number): void {
  reuse(database)(`PRAGMA application_id = ${value}`);
}
