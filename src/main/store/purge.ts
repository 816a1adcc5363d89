import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { ArtifactsTable } from './artifacts-table.ts';
import type { AttachmentsTable } from './attachments-table.ts';
import { readNumber } from './read-number.ts';
import { integer, text } from './columns.ts';
import { drainLog, emptyLog } from './empty-log.ts';
import type { PurgeStep } from './store-calls.ts';
import type { Writer } from './writer.ts';

export interface Purge {
  /**
   * Removes a bounded piece of what was deleted before `before`, children before parents, and
   * gives the space back to the disk at the end. Of a conversation its tombstone stays.
   */
  step(before: number): PurgeStep;
  /** A few steps at once, and their space given back: others wait for this. */
  some(before: number): number;
  /** Something is deleted that could be purged. */
  pending(before: number): boolean;
}

const messagesAtOnce = 200;
const bytesAtOnce = 1024 * 1024;
const pagesAtOnce = 256;
/** Up to 16 MiB, more than a write needs that found the disk full. */
const someSteps = 16;

export function createPurge(
  database: DatabaseSync,
  {
    artifacts,
    attachments,
  }: {
    readonly artifacts: Pick<ArtifactsTable, 'drop'>;
    readonly attachments: Pick<AttachmentsTable, 'drop'>;
  },
  write: Writer['writeFromReserve'],
): Purge {
  const oldestDeleted = database.prepare(`
    SELECT key, id FROM conversations WHERE deleted_at IS NOT NULL AND deleted_at < ? ORDER BY deleted_at LIMIT 1`);
  const newestMessages = database.prepare(`
    SELECT key, octet_length(parts) AS size FROM messages WHERE conversation_key = ? ORDER BY key DESC LIMIT ?`);
  const dropJournal = database.prepare('DELETE FROM journal WHERE message_key = ?');
  const dropMessage = database.prepare('DELETE FROM messages WHERE key = ?');
  const dropDraft = database.prepare('DELETE FROM drafts WHERE draft = ?');
  const dropCached = database.prepare('DELETE FROM cache WHERE conversation_id = ?');
  const keepTombstone = database.prepare(`
    INSERT INTO tombstones (id, owner_key, created_at, deleted_at)
    SELECT id, owner_key, created_at, deleted_at FROM conversations WHERE key = ?`);
  const dropConversation = database.prepare('DELETE FROM conversations WHERE key = ?');

  /** As many as one step may take, and whether they are the last. */
  function bounded(conversationKey: number): { keys: number[]; last: boolean } {
    const rows = newestMessages.all(conversationKey, messagesAtOnce);
    const keys: number[] = [];
    let bytes = 0;
    for (const row of rows) {
      bytes += integer(row, 'size');
      if (keys.length > 0 && bytes > bytesAtOnce) break;
      keys.push(integer(row, 'key'));
    }
    return { keys, last: keys.length === rows.length && rows.length < messagesAtOnce };
  }

  function step(before: number): PurgeStep {
    const deleted = oldestDeleted.get(before);
    if (deleted === undefined) return { purged: 0, done: shrink() };
    const purged = purgePiece(deleted);
    // The log would grow with every step. Whoever reads meanwhile is not waited for.
    drainLog(database);
    return { purged, done: false };
  }

  function purgePiece(deleted: Record<string, SQLOutputValue>): number {
    const key = integer(deleted, 'key');
    const { keys, last } = bounded(key);
    return write(() => {
      for (const message of keys) {
        dropJournal.run(message);
        dropMessage.run(message);
      }
      if (!last || !artifacts.drop(key, bytesAtOnce)) return 0;
      dropDraft.run(text(deleted, 'id'));
      attachments.drop(text(deleted, 'id'));
      dropCached.run(text(deleted, 'id'));
      keepTombstone.run(key);
      dropConversation.run(key);
      return 1;
    });
  }

  /** Returns whether nothing is left to give back. */
  function shrink(): boolean {
    const before = readNumber(database, 'PRAGMA freelist_count');
    if (before > 0) write(() => database.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`));
    const after = readNumber(database, 'PRAGMA freelist_count');
    const done = after === 0 || after >= before;
    // What was deleted would otherwise stay readable in the log.
    if (done) emptyLog(database);
    else drainLog(database);
    return done;
  }

  return {
    step,
    pending: (before) => oldestDeleted.get(before) !== undefined,
    some(before) {
      let purged = 0;
      for (let count = 0; count < someSteps; count++) {
        const deleted = oldestDeleted.get(before);
        if (deleted === undefined) break;
        purged += purgePiece(deleted);
        drainLog(database);
      }
      for (let count = 0; count < someSteps && !shrink(); count++);
      emptyLog(database);
      return purged;
    },
  };
}
