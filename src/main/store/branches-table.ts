import type { DatabaseSync } from 'node:sqlite';
import type { Branch, Branches } from '../../shared/contract/message.ts';
import { integer, optionalInteger, text } from './columns.ts';
import type { MessagePlace } from './messages-table.ts';

/** The tree of messages, looked at from the side: who stands beside whom, and who below. */
export interface BranchesTable {
  branch(place: MessagePlace): Branch | null;
  /** Of those messages that have siblings among the `limit` newest of the path that ends in `end`. */
  branchesOf(end: Pick<MessagePlace, 'key' | 'conversationKey'>, limit: number): Branches;
  /** The newest message in the subtree of `key`. Children are newer than their parent, so it is a leaf. */
  newestBelow(key: number): string;
  /** From the root to `key`. */
  idsTo(key: number): string[];
  /** All messages, oldest first. */
  idsIn(conversationKey: number): string[];
}

export function createBranchesTable(database: DatabaseSync): BranchesTable {
  const children = database.prepare(
    'SELECT key, id FROM messages WHERE parent_key = ? ORDER BY key',
  );
  const roots = database.prepare(
    'SELECT key, id FROM messages WHERE conversation_key = ? AND parent_key IS NULL ORDER BY key',
  );
  // Of a path hardly any message has siblings, so those are looked for first; of roots only `branch` knows.
  const forks = database.prepare(`
    WITH RECURSIVE path (key, parent_key) AS (
      SELECT key, parent_key FROM messages WHERE key = ?
      UNION ALL
      SELECT m.key, m.parent_key FROM path JOIN messages m ON m.key = path.parent_key
      LIMIT ?
    )
    SELECT path.key, path.parent_key, m.id FROM path CROSS JOIN messages m ON m.key = path.key
    WHERE path.parent_key IS NULL OR EXISTS (
      SELECT 1 FROM messages s WHERE s.parent_key = path.parent_key AND s.key <> path.key)`);
  const newestBelow = database.prepare(`
    WITH RECURSIVE below (key) AS (
      SELECT ?
      UNION ALL
      SELECT m.key FROM below JOIN messages m ON m.parent_key = below.key
    )
    SELECT id FROM messages WHERE key = (SELECT max(key) FROM below)`);

  const pathIds = database.prepare(`
    WITH RECURSIVE path (key, parent_key, id) AS (
      SELECT key, parent_key, id FROM messages WHERE key = ?
      UNION ALL
      SELECT m.key, m.parent_key, m.id FROM path JOIN messages m ON m.key = path.parent_key
    )
    SELECT id FROM path ORDER BY key`);
  const allIds = database.prepare(
    'SELECT id FROM messages WHERE conversation_key = ? ORDER BY key',
  );

  function branch({ key, parentKey, conversationKey }: MessagePlace): Branch | null {
    const siblings = parentKey === null ? roots.all(conversationKey) : children.all(parentKey);
    if (siblings.length < 2) return null;
    const index = siblings.findIndex((row) => row['key'] === key);
    const idAt = (at: number) => {
      const row = siblings[at];
      return row === undefined ? null : text(row, 'id');
    };
    return {
      number: index + 1,
      count: siblings.length,
      previousId: idAt(index - 1),
      nextId: idAt(index + 1),
    };
  }

  return {
    branch,
    branchesOf({ key: end, conversationKey }, limit) {
      const found: Record<string, Branch> = {};
      for (const row of forks.all(end, limit)) {
        const key = integer(row, 'key');
        const own = branch({ key, parentKey: optionalInteger(row, 'parent_key'), conversationKey });
        if (own !== null) found[text(row, 'id')] = own;
      }
      return found;
    },
    newestBelow(key) {
      const row = newestBelow.get(key);
      if (row === undefined) throw new TypeError('a message is its own newest at least');
      return text(row, 'id');
    },
    idsTo: (key) => pathIds.all(key).map((row) => text(row, 'id')),
    idsIn: (conversationKey) => allIds.all(conversationKey).map((row) => text(row, 'id')),
  };
}
