import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { resourcePartSchema } from '../../shared/contract/message.ts';
import type { ResourcePart } from '../../shared/contract/message.ts';
import type { ArtifactsTable } from './artifacts-table.ts';
import { integer, text } from './columns.ts';
import { notFound } from './store-error.ts';
import type { Store } from './store.ts';

/** Resources that are attached to a draft, with what of them stands among the artifacts. */
export interface AttachmentsTable {
  put(attachment: Parameters<Store['putAttachment']>[0]): void;
  /** In the order they were attached. One that is damaged is left out. */
  of(draft: string): ResourcePart[];
  /** The same in the order of the ids, of those that are there. */
  get(ids: readonly string[]): ResourcePart[];
  /** They are the conversation's from now on. Throws `not-found` if one is not there any more. */
  give(ids: readonly string[], conversationKey: number): void;
  remove(id: string): void;
  /** All of a draft. */
  drop(draft: string): void;
}

export function createAttachmentsTable(
  database: DatabaseSync,
  ownerKey: number,
  artifacts: Pick<ArtifactsTable, 'attach' | 'share' | 'detach'>,
): AttachmentsTable {
  const insert = database.prepare(
    'INSERT INTO attachments (id, owner_key, draft, part) VALUES (?, ?, ?, ?)',
  );
  const ofDraft = database.prepare(
    'SELECT key, part FROM attachments WHERE owner_key = ? AND draft = ? ORDER BY key',
  );
  const byId = database.prepare('SELECT key, part FROM attachments WHERE owner_key = ? AND id = ?');
  const remove = database.prepare('DELETE FROM attachments WHERE key = ?');

  function removeRow(row: Record<string, SQLOutputValue>): void {
    const key = integer(row, 'key');
    artifacts.detach(key);
    remove.run(key);
  }

  return {
    put({ draft, part, artifacts: kept, most, at }) {
      const untrusted = part.untrusted === true;
      const { lastInsertRowid } = insert.run(part.id, ownerKey, draft, JSON.stringify(part));
      for (const artifact of kept)
        artifacts.attach({ ...artifact, attachmentKey: Number(lastInsertRowid), untrusted, at });
      for (const row of ofDraft.all(ownerKey, draft).slice(0, -most)) removeRow(row);
    },
    of: (draft) => ofDraft.all(ownerKey, draft).flatMap(partIn),
    get: (ids) =>
      ids.flatMap((id) => {
        const row = byId.get(ownerKey, id);
        return row === undefined ? [] : partIn(row);
      }),
    give(ids, conversationKey) {
      for (const id of ids) {
        const row = byId.get(ownerKey, id);
        if (row === undefined) throw notFound('attachment', id);
        artifacts.share(integer(row, 'key'), conversationKey);
        removeRow(row);
      }
    },
    remove(id) {
      const row = byId.get(ownerKey, id);
      if (row !== undefined) removeRow(row);
    },
    drop(draft) {
      for (const row of ofDraft.all(ownerKey, draft)) removeRow(row);
    },
  };
}

function partIn(row: Record<string, SQLOutputValue>): ResourcePart[] {
  try {
    const parsed = resourcePartSchema.safeParse(JSON.parse(text(row, 'part')));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return [];
  }
}
