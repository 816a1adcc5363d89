import type { DatabaseSync } from 'node:sqlite';
import { text } from './columns.ts';

export interface DraftsTable {
  /** Empty if there is none. */
  get(draft: string): string;
  set(draft: string, content: string, at: number): void;
  remove(draft: string): void;
}

export function createDraftsTable(database: DatabaseSync, ownerKey: number): DraftsTable {
  const get = database.prepare('SELECT content FROM drafts WHERE owner_key = ? AND draft = ?');
  const set = database.prepare(`
    INSERT INTO drafts (owner_key, draft, updated_at, content) VALUES (?, ?, ?, ?)
    ON CONFLICT (owner_key, draft) DO UPDATE SET updated_at = excluded.updated_at, content = excluded.content`);
  const remove = database.prepare('DELETE FROM drafts WHERE owner_key = ? AND draft = ?');

  return {
    get(draft) {
      const row = get.get(ownerKey, draft);
      return row === undefined ? '' : text(row, 'content');
    },
    set(draft, content, at) {
      set.run(ownerKey, draft, at, content);
    },
    remove(draft) {
      remove.run(ownerKey, draft);
    },
  };
}
