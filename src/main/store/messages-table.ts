import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Message } from '../../shared/contract/message.ts';
import { integer, optionalInteger } from './columns.ts';
import { parseMessage } from './parse-message.ts';
import { notFound } from './store-error.ts';

export interface MessagePlace {
  readonly key: number;
  readonly parentKey: number | null;
  readonly conversationKey: number;
}

export interface MessagesTable {
  /** Not of a deleted conversation. */
  get(id: string): Message;
  getByKey(key: number): Message;
  /** Where a message stands; undefined if there is none, deleted conversations included. */
  place(id: string): MessagePlace | undefined;
  /** Up to `limit` messages of the path that ends in `key`, oldest first. */
  pathTo(key: number, limit: number): Message[];
  /** For a path's end: throws `not-found` in a deleted conversation too. */
  visiblePlace(id: string): MessagePlace;
  insert(message: Message, conversationKey: number, parentKey: number | null): number;
  replace(key: number, message: Message): void;
  streamingKeys(): number[];
}

export function createMessagesTable(database: DatabaseSync): MessagesTable {
  const byKey = database.prepare(`SELECT ${columns} ${joined} WHERE m.key = ?`);
  const place = database.prepare(`
    SELECT m.key, m.parent_key, m.conversation_key, c.deleted_at
    FROM messages m JOIN conversations c ON c.key = m.conversation_key WHERE m.id = ?`);
  const path = database.prepare(`
    WITH RECURSIVE path (depth, key, parent_key) AS (
      SELECT 0, key, parent_key FROM messages WHERE key = ?
      UNION ALL
      SELECT path.depth + 1, m.key, m.parent_key
      FROM path JOIN messages m ON m.key = path.parent_key AND m.key < path.key
      LIMIT ?
    )
    SELECT path.depth, ${columns} FROM path CROSS JOIN messages m ON m.key = path.key
    JOIN conversations c ON c.key = m.conversation_key
    LEFT JOIN messages p ON p.key = m.parent_key`);
  const insert = database.prepare(`
    INSERT INTO messages (id, conversation_key, parent_key, role, created_at, status, rev, updated_at, provider,
      model, finish_reason, usage, error, parts)
    VALUES (:id, :conversationKey, :parentKey, :role, :createdAt, :status, :rev, :updatedAt, :provider,
      :model, :finishReason, :usage, :error, :parts)`);
  const update = database.prepare(`
    UPDATE messages SET status = :status, rev = :rev, updated_at = :updatedAt, provider = :provider, model = :model,
      finish_reason = :finishReason, usage = :usage, error = :error, parts = :parts
    WHERE key = :key`);
  const streaming = database.prepare(
    `SELECT key FROM messages WHERE status = 'streaming' ORDER BY key`,
  );

  function getByKey(key: number): Message {
    const row = byKey.get(key);
    if (row === undefined) throw notFound('message', String(key));
    return parseMessage(row);
  }

  function visiblePlace(id: string): MessagePlace {
    const row = place.get(id);
    if (row === undefined || row['deleted_at'] !== null) throw notFound('message', id);
    return toPlace(row);
  }

  return {
    getByKey,
    visiblePlace,
    get: (id) => getByKey(visiblePlace(id).key),
    place(id) {
      const row = place.get(id);
      return row === undefined ? undefined : toPlace(row);
    },
    pathTo: (key, limit) =>
      path
        .all(key, limit)
        // Not in SQL: its sorter would carry every message's content along.
        .toSorted((a, b) => integer(b, 'depth') - integer(a, 'depth'))
        .map(parseMessage),
    insert(message, conversationKey, parentKey) {
      const { id, role, createdAt } = message;
      const row = { id, role, createdAt, conversationKey, parentKey, ...changeable(message) };
      return Number(insert.run(row).lastInsertRowid);
    },
    replace(key, message) {
      update.run({ key, ...changeable(message) });
    },
    streamingKeys: () => streaming.all().map((row) => integer(row, 'key')),
  };
}

const columns = `m.id, c.id AS conversation_id, p.id AS parent_id, m.role, m.status, m.rev, m.created_at,
  m.updated_at, m.provider, m.model, m.finish_reason, m.usage, m.error, m.parts`;

const joined = `FROM messages m JOIN conversations c ON c.key = m.conversation_key
  LEFT JOIN messages p ON p.key = m.parent_key`;

function changeable(message: Message) {
  return {
    status: message.status,
    rev: message.rev,
    updatedAt: message.updatedAt,
    provider: message.provider ?? null,
    model: message.model ?? null,
    finishReason: message.finishReason ?? null,
    usage: message.usage === undefined ? null : JSON.stringify(message.usage),
    error: message.error === undefined ? null : JSON.stringify(message.error),
    parts: JSON.stringify(message.parts),
  };
}

function toPlace(row: Record<string, SQLOutputValue>): MessagePlace {
  return {
    key: integer(row, 'key'),
    parentKey: optionalInteger(row, 'parent_key'),
    conversationKey: integer(row, 'conversation_key'),
  };
}
