import { backup, DatabaseSync } from 'node:sqlite';

/**
 * Copies a database page by page, so that the thread can be ended between two steps: a VACUUM INTO is
 * one statement, and a process that exits waits for it to its end. The copy is one moment's state,
 * however much is written meanwhile: `from` reads from one snapshot until it is done.
 */
export async function copyInSteps(from: DatabaseSync, to: string): Promise<void> {
  from.exec('BEGIN');
  try {
    // Only a read takes the snapshot. Without one each write elsewhere would begin the copy anew.
    from.prepare('SELECT count(*) FROM sqlite_schema').get();
    await backup(from, to, { rate: pagesAtOnce });
  } finally {
    from.exec('COMMIT');
  }
  const copy = new DatabaseSync(to);
  try {
    // The pages say WAL, and a copy that lies in a folder must be whole without companions.
    copy.exec('PRAGMA journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/** 4 MiB of the pages that openDatabase makes. */
const pagesAtOnce = 512;
