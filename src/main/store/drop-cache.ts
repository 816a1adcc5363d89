import { DatabaseSync } from 'node:sqlite';

/**
 * Empties the cache of a copy that nobody else has open, and gives its pages back. If it is cut off the
 * copy is worth nothing, so nothing is done for the case that it is.
 */
export function dropCache(path: string): void {
  const copy = new DatabaseSync(path, { allowExtension: false });
  try {
    // A copy from before a migration may be older than the table.
    if (copy.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'cache'").get() === undefined)
      return;
    copy.exec(`
      PRAGMA journal_mode = OFF;
      PRAGMA synchronous = OFF;
      DELETE FROM cache;
      PRAGMA incremental_vacuum;
    `);
  } finally {
    copy.close();
  }
}
