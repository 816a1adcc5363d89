import type { DatabaseSync } from 'node:sqlite';
import { transaction } from './database.ts';
import type { Migration } from './migrations/migration.ts';
import { readNumber } from './read-number.ts';

export interface MigrateOptions {
  readonly migrations: readonly Migration[];
  /** Called once before the first change, with the version that is about to be left. */
  readonly beforeFirst?: (version: number) => void;
}

/** Brings the schema up to date, each step whole or not at all, its number with it. */
export function migrate(database: DatabaseSync, { migrations, beforeFirst }: MigrateOptions): void {
  const from = readNumber(database, 'PRAGMA user_version');
  const missing = migrations.filter(({ version }) => version > from);
  if (missing.length === 0) return;
  beforeFirst?.(from);
  // Inside a transaction this pragma does nothing, so it stands around all of them.
  database.exec('PRAGMA foreign_keys = OFF');
  try {
    for (const migration of missing) step(database, migration);
  } finally {
    database.exec('PRAGMA foreign_keys = ON');
  }
}

export function latestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

function step(database: DatabaseSync, { version, up }: Migration): void {
  transaction(database, () => {
    up(database);
    const violation = database.prepare('PRAGMA foreign_key_check').get();
    if (violation !== undefined) {
      throw new Error(`migration ${version} left a dangling key in ${String(violation['table'])}`);
    }
    database.exec(`PRAGMA user_version = ${version}`);
  });
}
