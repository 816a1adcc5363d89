import type { DatabaseSync } from 'node:sqlite';
import type { Attempt } from './store.ts';

/** Returns the way to record one; the same id again changes nothing. */
export function createAttemptsTable(database: DatabaseSync): (attempt: Attempt) => void {
  const insert = database.prepare(`
    INSERT INTO attempts (id, conversation_id, message_id, provider, model, request_id, response_id, http_status,
      outcome, started_at, first_byte_ms, duration_ms, input_tokens, output_tokens, cache_read_tokens,
      cache_write_tokens)
    VALUES (:id, :conversationId, :messageId, :provider, :model, :requestId, :responseId, :httpStatus,
      :outcome, :startedAt, :firstByteMs, :durationMs, :inputTokens, :outputTokens, :cacheReadTokens,
      :cacheWriteTokens)
    ON CONFLICT (id) DO NOTHING`);
  // A record can say more than is kept.
  insert.setAllowUnknownNamedParameters(true);
  return (attempt) => {
    insert.run({ ...attempt });
  };
}
