import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { Backup } from '../../shared/contract/data.ts';
import type { BackupFile } from './backups.ts';
import { fileSize } from './files.ts';
import { readNumber } from './read-number.ts';

/** What is in the backups. A backup never changes, so each is looked into once. */
export function createBackupFacts(): (files: readonly BackupFile[]) => Backup[] {
  const known = new Map<string, Backup['holds']>();

  function look(path: string): Backup['holds'] {
    const before = known.get(path);
    if (before !== undefined) return before;
    const holds = count(path);
    known.set(path, holds);
    return holds;
  }

  return (files) =>
    files.map(({ id, path, time, reason }) => ({
      id,
      at: time,
      reason,
      bytes: fileSize(path),
      holds: look(path),
    }));
}

function count(path: string): Backup['holds'] {
  // As a file that nobody writes: then SQLite leaves nothing beside it.
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  try {
    const database = new DatabaseSync(url, { readOnly: true, allowExtension: false });
    try {
      return {
        conversations: readNumber(
          database,
          'SELECT count(*) FROM conversations WHERE deleted_at IS NULL',
        ),
        messages: readNumber(
          database,
          `SELECT count(*) FROM messages WHERE conversation_key IN
            (SELECT key FROM conversations WHERE deleted_at IS NULL)`,
        ),
      };
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}
