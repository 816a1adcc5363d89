import type { DatabaseSync } from 'node:sqlite';
import { integer, optionalInteger, text } from './columns.ts';
import { readNumber } from './read-number.ts';
import type { CachedAnswer } from './store.ts';

/** Answers by the request they are to. It is no more than a copy of what was said: any of it may go. */
export interface CacheTable {
  /** null: there is none, or it is from before `notBefore`. */
  get(wish: { readonly key: string; readonly notBefore: number }): {
    readonly parts: string;
    readonly usedAt: number;
  } | null;
  touch(key: string, at: number): void;
  /** Those longest unused make room; an answer larger than `maxBytes` is not kept. */
  put(answer: CachedAnswer): void;
  /** Those of one conversation, or all. */
  clear(conversationId: string | null): void;
  readonly isEmpty: boolean;
}

export function createCacheTable(database: DatabaseSync): CacheTable {
  const get = database.prepare(
    'SELECT used_at, parts FROM cache WHERE request = ? AND created_at >= ?',
  );
  const touch = database.prepare('UPDATE cache SET used_at = ? WHERE request = ?');
  const drop = database.prepare('DELETE FROM cache WHERE request = ?');
  const dropOld = database.prepare('DELETE FROM cache WHERE created_at < ?');
  const size = database.prepare('SELECT sum(size) AS bytes FROM cache');
  const leastUsed = database.prepare('SELECT key, size FROM cache ORDER BY used_at, key');
  const dropKey = database.prepare('DELETE FROM cache WHERE key = ?');
  const insert = database.prepare(`
    INSERT INTO cache (request, conversation_id, created_at, used_at, size, parts)
    VALUES (:key, :conversationId, :at, :at, :bytes, :parts)`);
  const clearOf = database.prepare('DELETE FROM cache WHERE conversation_id = ?');
  const clearAll = database.prepare('DELETE FROM cache');

  function makeRoom(bytes: number, maxBytes: number): void {
    const total = size.get();
    let over =
      (total === undefined ? 0 : (optionalInteger(total, 'bytes') ?? 0)) + bytes - maxBytes;
    if (over <= 0) return;
    const keys: number[] = [];
    for (const row of leastUsed.iterate()) {
      if (over <= 0) break;
      over -= integer(row, 'size');
      keys.push(integer(row, 'key'));
    }
    for (const key of keys) dropKey.run(key);
  }

  return {
    get({ key, notBefore }) {
      const row = get.get(key, notBefore);
      if (row === undefined) return null;
      return { parts: text(row, 'parts'), usedAt: integer(row, 'used_at') };
    },
    touch(key, at) {
      touch.run(at, key);
    },
    put({ key, conversationId, parts, at, maxBytes, notBefore }) {
      const bytes = Buffer.byteLength(parts);
      drop.run(key);
      dropOld.run(notBefore);
      if (bytes > maxBytes) return;
      makeRoom(bytes, maxBytes);
      insert.run({ key, conversationId, at, bytes, parts });
    },
    clear(conversationId) {
      if (conversationId === null) clearAll.run();
      else clearOf.run(conversationId);
    },
    get isEmpty() {
      return readNumber(database, 'SELECT count(*) FROM (SELECT 1 FROM cache LIMIT 1)') === 0;
    },
  };
}
