import type { DatabaseSync } from 'node:sqlite';
import { DatabaseSync as Database } from 'node:sqlite';
import { openDatabaseToRead } from './database.ts';
import { readFileHeader } from './file-header.ts';
import { fileSize } from './files.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { readNumber } from './read-number.ts';
import { logBelongs } from './stamp.ts';
import { isDamage } from './store-error.ts';

export type Damage = 'not-a-database' | 'malformed' | 'foreign-log' | 'wrong-schema';

export interface FindDamageOptions {
  /** Larger files, in bytes, get the quick check, which does not compare tables with their indexes. */
  readonly quickAbove?: number;
}

/**
 * Looks whether a database can be trusted; null if so. The whole check where it can be waited for:
 * only it finds a damaged id that its index still has right.
 */
export function findDamage(
  path: string,
  migrations: readonly Migration[],
  { quickAbove = Infinity }: FindDamageOptions = {},
): Damage | null {
  const header = readFileHeader(path);
  if (header === null) return 'not-a-database';
  let database: DatabaseSync | null = null;
  try {
    database = openDatabaseToRead(path);
    if (!logBelongs(database, header.stamp)) return 'foreign-log';
    const check = fileSize(path) > quickAbove ? 'quick_check' : 'integrity_check';
    const verdict = database.prepare(`PRAGMA ${check}(1)`).get();
    if (verdict === undefined || Object.values(verdict)[0] !== 'ok') return 'malformed';
    if (schemaOf(database) !== expectedSchema(database, migrations)) return 'wrong-schema';
    return null;
  } catch (error) {
    if (isDamage(error)) return 'malformed';
    throw error;
  } finally {
    database?.close();
  }
}

/** Built afresh in memory, so a damaged letter in a table's definition shows. */
function expectedSchema(database: DatabaseSync, migrations: readonly Migration[]): string | null {
  const version = readNumber(database, 'PRAGMA user_version');
  const upToHere = migrations.filter((migration) => migration.version <= version);
  if (upToHere.at(-1)?.version !== version) return null;
  const fresh = new Database(':memory:');
  try {
    migrate(fresh, { migrations: upToHere });
    return schemaOf(fresh);
  } finally {
    fresh.close();
  }
}

function schemaOf(database: DatabaseSync): string {
  const rows = database
    .prepare(
      `SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name`,
    )
    .all();
  return JSON.stringify(rows.map((row) => Object.values(row)));
}
