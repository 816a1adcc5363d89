import type { DatabaseSync } from 'node:sqlite';

/**
 * One step of the schema. Runs inside a transaction with foreign keys off, so that a table can be
 * rebuilt; they are checked before the commit. Once released a migration never changes.
 */
export interface Migration {
  /** What `user_version` reads afterwards; the first is 1, without gaps. */
  readonly version: number;
  readonly up: (database: DatabaseSync) => void;
}
