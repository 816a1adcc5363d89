import type { DatabaseSync } from 'node:sqlite';

/** The one number a pragma or an aggregate answers with. */
export function readNumber(database: DatabaseSync, sql: string): number {
  const row = database.prepare(sql).get();
  const value = row === undefined ? undefined : Object.values(row)[0];
  if (typeof value !== 'number') throw new TypeError(`no number came from: ${sql}`);
  return value;
}
