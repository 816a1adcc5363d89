import type { DatabaseSync, StatementSync } from 'node:sqlite';

const prepared = new WeakMap<DatabaseSync, Map<string, StatementSync>>();
/** Every run writes its own stamp, so there is no end to different texts. */
const maxKept = 16;

/**
 * Runs what stands around every transaction without reading its text anew: a running answer is
 * written ten times a second, and its few bytes cost less than four statements being parsed.
 */
export function reuse(database: DatabaseSync) {
  return (sql: string): Record<string, unknown> | undefined => {
    let statements = prepared.get(database);
    if (statements === undefined || statements.size > maxKept) {
      statements = new Map();
      prepared.set(database, statements);
    }
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = database.prepare(sql);
      statements.set(sql, statement);
    }
    return statement.get();
  };
}
