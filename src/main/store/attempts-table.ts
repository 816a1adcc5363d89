import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { integer, optionalInteger, optionalNumber, optionalText, text } from './columns.ts';
import type { Attempt, AttemptPage, OutcomeCount } from './store.ts';

export interface AttemptsTable {
  /** false: its id is known, and nothing was changed. */
  record(attempt: Attempt): boolean;
  /** When the first since then began; null: there is none. */
  firstSince(at: number): number | null;
  /** Oldest first. */
  page(wish: {
    readonly from: number;
    readonly to: number;
    readonly after?: string | undefined;
    readonly limit: number;
  }): AttemptPage;
  /** The newest `limit` of each provider since `from`, oldest first. */
  recent(wish: { readonly from: number; readonly limit: number }): Attempt[];
  /** How many ended in which way, the most frequent first. */
  outcomes(period: { readonly from: number; readonly to: number }): OutcomeCount[];
}

export function createAttemptsTable(database: DatabaseSync): AttemptsTable {
  const insert = database.prepare(`
    INSERT INTO attempts (id, conversation_id, message_id, provider, model, request_id, response_id, http_status,
      outcome, started_at, first_byte_ms, duration_ms, input_tokens, output_tokens, cache_read_tokens,
      cache_write_tokens, reasoning_tokens, cost_nano_usd, key_last4, attempt_number)
    VALUES (:id, :conversationId, :messageId, :provider, :model, :requestId, :responseId, :httpStatus,
      :outcome, :startedAt, :firstByteMs, :durationMs, :inputTokens, :outputTokens, :cacheReadTokens,
      :cacheWriteTokens, :reasoningTokens, :costNanoUsd, :keyLast4, :attemptNumber)
    ON CONFLICT (id) DO NOTHING`);
  const first = database.prepare(
    'SELECT min(started_at) AS at FROM attempts WHERE started_at >= ?',
  );
  const place = database.prepare('SELECT key, started_at FROM attempts WHERE id = ?');
  // Several can begin in the same millisecond; the key tells them apart.
  const page = database.prepare(`
    SELECT attempts.*, conversations.title FROM attempts
    LEFT JOIN conversations ON conversations.id = attempts.conversation_id AND conversations.deleted_at IS NULL
    WHERE started_at >= :from AND started_at < :to AND (started_at, attempts.key) > (:startedAt, :key)
    ORDER BY started_at, attempts.key LIMIT :limit`);
  const recent = database.prepare(`
    SELECT * FROM (
      SELECT *, row_number() OVER (PARTITION BY provider ORDER BY started_at DESC, key DESC) AS place
      FROM attempts WHERE started_at >= ?)
    WHERE place <= ? ORDER BY started_at, key`);
  const outcomes = database.prepare(`
    SELECT outcome, count(*) AS requests FROM attempts WHERE started_at >= ? AND started_at < ?
    GROUP BY outcome ORDER BY requests DESC, outcome`);

  return {
    record: (attempt) => insert.run({ ...attempt }).changes > 0,
    firstSince(at) {
      const row = first.get(at);
      return row === undefined ? null : optionalInteger(row, 'at');
    },
    page({ from, to, after, limit }) {
      const last = after === undefined ? undefined : place.get(after);
      const rows = page.all({
        from,
        to,
        startedAt: last === undefined ? -1 : integer(last, 'started_at'),
        key: last === undefined ? -1 : integer(last, 'key'),
        limit: limit + 1,
      });
      const attempts = rows
        .slice(0, limit)
        .map((row) => ({ ...toAttempt(row), title: optionalText(row, 'title') }));
      return { attempts, nextAfter: rows.length > limit ? (attempts.at(-1)?.id ?? null) : null };
    },
    recent: ({ from, limit }) => recent.all(from, limit).map(toAttempt),
    outcomes: ({ from, to }) =>
      outcomes
        .all(from, to)
        .map((row) => ({ outcome: text(row, 'outcome'), requests: integer(row, 'requests') })),
  };
}

function toAttempt(row: Record<string, SQLOutputValue>): Attempt {
  return {
    id: text(row, 'id'),
    conversationId: optionalText(row, 'conversation_id'),
    messageId: optionalText(row, 'message_id'),
    provider: text(row, 'provider'),
    model: text(row, 'model'),
    requestId: optionalText(row, 'request_id'),
    responseId: optionalText(row, 'response_id'),
    httpStatus: optionalInteger(row, 'http_status'),
    outcome: text(row, 'outcome'),
    startedAt: integer(row, 'started_at'),
    firstByteMs: optionalNumber(row, 'first_byte_ms'),
    durationMs: optionalNumber(row, 'duration_ms') ?? 0,
    inputTokens: optionalInteger(row, 'input_tokens'),
    outputTokens: optionalInteger(row, 'output_tokens'),
    cacheReadTokens: optionalInteger(row, 'cache_read_tokens'),
    cacheWriteTokens: optionalInteger(row, 'cache_write_tokens'),
    reasoningTokens: optionalInteger(row, 'reasoning_tokens'),
    costNanoUsd: optionalInteger(row, 'cost_nano_usd'),
    keyLast4: optionalText(row, 'key_last4'),
    attemptNumber: integer(row, 'attempt_number'),
  };
}
