import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { ConversationPatch } from '../../shared/contract/conversations.ts';
import { AppError } from '../../shared/errors.ts';
import { efforts } from '../../shared/efforts.ts';
import { matchesTitle } from '../../shared/matches-title.ts';
import { integer, optionalInteger, optionalNumber, optionalText, text, texts } from './columns.ts';
import { notFound } from './store-error.ts';
import type { ConversationPage, StoredConversation } from './store.ts';

/** A conversation and what only the store knows of it. */
export interface ConversationRow {
  readonly key: number;
  readonly deletedAt: number | null;
  readonly conversation: StoredConversation;
}

export interface ConversationsTable {
  list(page: {
    readonly cursor?: string | undefined;
    readonly query?: string | undefined;
    readonly limit: number;
  }): ConversationPage;
  /** Throws `not-found` for a deleted one too. */
  get(id: string): ConversationRow;
  getEvenDeleted(id: string): ConversationRow;
  /** The id was used before, even if all that is left of it is a tombstone. */
  isTaken(id: string): boolean;
  insert(conversation: StoredConversation): ConversationRow;
  /** Those in which a tool whose key begins so is allowed, deleted ones too. */
  withAllowed(prefix: string): readonly ConversationRow[];
  /** Counts the change; `updatedAt` never goes back. */
  update(row: ConversationRow, change: ConversationChange): StoredConversation;
  setDeleted(row: ConversationRow, deletedAt: number | null): StoredConversation;
}

type ConversationChange = ConversationPatch & {
  /** Something was written in it at this time. */
  readonly at?: number;
  readonly titledBy?: 'auto' | 'person';
  readonly activeLeafId?: string;
  readonly toolsAllowed?: readonly string[];
};

export function createConversationsTable(
  database: DatabaseSync,
  ownerKey: number,
): ConversationsTable {
  const byId = database.prepare(
    `SELECT ${columns} FROM conversations WHERE owner_key = ? AND id = ?`,
  );
  const allowing = database.prepare(`
    SELECT ${columns} FROM conversations WHERE owner_key = :ownerKey AND EXISTS (
      SELECT 1 FROM json_each(tools_allowed) WHERE substr(value, 1, length(:prefix)) = :prefix)`);
  const tombstone = database.prepare('SELECT 1 FROM tombstones WHERE owner_key = ? AND id = ?');
  // LIKE knows the case of a to z only, and no accents.
  database.function('matches_title', { deterministic: true }, (title, query) =>
    matchesTitle(String(title), String(query)) ? 1 : 0,
  );
  const page = (condition: string) =>
    database.prepare(`
      SELECT ${columns} FROM conversations
      WHERE owner_key = ? AND deleted_at IS NULL ${condition}
      ORDER BY updated_at DESC, id DESC LIMIT ?`);
  const before = 'AND (updated_at, id) < (?, ?)';
  const titled = 'AND matches_title(title, ?)';
  const newest = page('');
  const newestBefore = page(before);
  const newestTitled = page(titled);
  const newestTitledBefore = page(`${before} ${titled}`);
  const insert = database.prepare(`
    INSERT INTO conversations (owner_key, id, rev, created_at, updated_at, active_leaf_id, titled_by, reasoning,
      effort, temperature, max_output_tokens, web_search, tools_off, tools_allowed, provider, model, title,
      system_prompt)
    VALUES (:ownerKey, :id, :rev, :createdAt, :updatedAt, :activeLeafId, :titledBy, :reasoning,
      :effort, :temperature, :maxOutputTokens, :webSearch, :toolsOff, :toolsAllowed, :provider, :model, :title,
      :systemPrompt)`);
  const update = database.prepare(`
    UPDATE conversations SET rev = :rev, updated_at = :updatedAt, active_leaf_id = :activeLeafId,
      titled_by = :titledBy, reasoning = :reasoning, effort = :effort, temperature = :temperature,
      max_output_tokens = :maxOutputTokens, web_search = :webSearch, tools_off = :toolsOff,
      tools_allowed = :toolsAllowed, provider = :provider, model = :model, title = :title, system_prompt = :systemPrompt
    WHERE key = :key`);
  const setDeleted = database.prepare(
    'UPDATE conversations SET deleted_at = ?, rev = ? WHERE key = ?',
  );

  function find(id: string): ConversationRow | undefined {
    const row = byId.get(ownerKey, id);
    return row === undefined ? undefined : toRow(row);
  }

  function getEvenDeleted(id: string): ConversationRow {
    const row = find(id);
    if (row === undefined) throw notFound('conversation', id);
    return row;
  }

  return {
    isTaken: (id) => find(id) !== undefined || tombstone.get(ownerKey, id) !== undefined,
    getEvenDeleted,
    withAllowed: (prefix) => allowing.all({ ownerKey, prefix }).map(toRow),
    list({ cursor, query = '', limit }) {
      const from = cursor === undefined ? [] : fromCursor(cursor);
      const isFirst = cursor === undefined;
      const rows =
        query.trim() === ''
          ? (isFirst ? newest : newestBefore).all(ownerKey, ...from, limit + 1)
          : (isFirst ? newestTitled : newestTitledBefore).all(ownerKey, ...from, query, limit + 1);
      const conversations = rows.slice(0, limit).map((row) => toRow(row).conversation);
      const last = conversations.at(-1);
      const nextCursor = rows.length > limit && last !== undefined ? toCursor(last) : null;
      return { conversations, nextCursor };
    },
    get(id) {
      const row = getEvenDeleted(id);
      if (row.deletedAt !== null) throw notFound('conversation', id);
      return row;
    },
    insert(conversation) {
      const { lastInsertRowid } = insert.run({
        ownerKey,
        id: conversation.id,
        createdAt: conversation.createdAt,
        ...changeable(conversation),
      });
      return { key: Number(lastInsertRowid), deletedAt: null, conversation };
    },
    update(
      { key, conversation },
      { at, title, titledBy, systemPrompt, model, activeLeafId, ...options },
    ) {
      // A title that was made up must not replace one that a person chose meanwhile.
      const newTitle =
        titledBy === 'auto' && conversation.titledBy === 'person' ? undefined : title;
      const next: StoredConversation = {
        ...conversation,
        ...(newTitle === undefined ? {} : { title: newTitle, titledBy: titledBy ?? 'person' }),
        ...(systemPrompt === undefined ? {} : { systemPrompt }),
        ...(model === undefined ? {} : { model }),
        ...definedOnly(options),
        ...(activeLeafId === undefined ? {} : { activeLeafId }),
        updatedAt: Math.max(conversation.updatedAt, at ?? 0),
        rev: conversation.rev + 1,
      };
      update.run({ key, ...changeable(next) });
      return next;
    },
    setDeleted({ key, conversation }, deletedAt) {
      const rev = conversation.rev + 1;
      setDeleted.run(deletedAt, rev, key);
      return { ...conversation, rev };
    },
  };
}

const columns = `key, id, rev, created_at, updated_at, deleted_at, active_leaf_id, titled_by, reasoning, effort,
  temperature, max_output_tokens, web_search, tools_off, tools_allowed, provider, model, title, system_prompt`;

function changeable(conversation: StoredConversation) {
  return {
    rev: conversation.rev,
    updatedAt: conversation.updatedAt,
    activeLeafId: conversation.activeLeafId,
    titledBy: conversation.titledBy,
    reasoning: conversation.reasoning ? 1 : 0,
    effort: conversation.effort,
    temperature: conversation.temperature,
    maxOutputTokens: conversation.maxOutputTokens,
    webSearch: conversation.webSearch ? 1 : 0,
    toolsOff: JSON.stringify(conversation.toolsOff),
    toolsAllowed: JSON.stringify(conversation.toolsAllowed),
    provider: conversation.model?.provider ?? null,
    model: conversation.model?.model ?? null,
    title: conversation.title,
    systemPrompt: conversation.systemPrompt,
  };
}

type Defined<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

function definedOnly<Fields extends object>(fields: Fields): Defined<Fields> {
  // What is left has no undefined in it; Object.fromEntries cannot say so.
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Defined<Fields>;
}

/** By hand: STRICT tables and their checks leave little to parse, and lists are long. */
function toRow(row: Record<string, SQLOutputValue>): ConversationRow {
  const provider = optionalText(row, 'provider');
  const model = optionalText(row, 'model');
  return {
    key: integer(row, 'key'),
    deletedAt: optionalInteger(row, 'deleted_at'),
    conversation: {
      id: text(row, 'id'),
      title: text(row, 'title'),
      titledBy: text(row, 'titled_by') === 'person' ? 'person' : 'auto',
      systemPrompt: text(row, 'system_prompt'),
      model: provider === null || model === null ? null : { provider, model },
      reasoning: integer(row, 'reasoning') === 1,
      effort: efforts.find((effort) => effort === row['effort']) ?? null,
      temperature: optionalNumber(row, 'temperature'),
      maxOutputTokens: optionalInteger(row, 'max_output_tokens'),
      webSearch: integer(row, 'web_search') === 1,
      toolsOff: texts(row, 'tools_off'),
      toolsAllowed: texts(row, 'tools_allowed'),
      activeLeafId: optionalText(row, 'active_leaf_id'),
      createdAt: integer(row, 'created_at'),
      updatedAt: integer(row, 'updated_at'),
      rev: integer(row, 'rev'),
    },
  };
}

function toCursor({ updatedAt, id }: StoredConversation): string {
  return `${updatedAt}.${id}`;
}

function fromCursor(cursor: string): [number, string] {
  const match = /^(\d{1,16})\.(.+)$/.exec(cursor);
  const [updatedAt, id] = [match?.[1], match?.[2]];
  if (updatedAt === undefined || id === undefined) {
    throw new AppError(
      'invalid-input',
      'This list cannot be continued; load it again from its start.',
      {
        situation: 'list-changed',
        details: { path: 'cursor' },
      },
    );
  }
  return [Number(updatedAt), id];
}
