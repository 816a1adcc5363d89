import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { decisionOutcomes } from '../../shared/contract/tools.ts';
import { integer, optionalText, text } from './columns.ts';
import type { ToolDecisionPage, ToolDecisionRow } from './store.ts';

/** What was decided about calls: which tool, where and how, never with which arguments. */
export interface ToolDecisionsTable {
  add(decision: ToolDecisionRow): void;
  /** Newest first, from below `before` on. */
  page(wish: { readonly before?: string | undefined; readonly limit: number }): ToolDecisionPage;
}

/** More is no log that a person reads. */
const maxKept = 10_000;

export function createToolDecisionsTable(database: DatabaseSync): ToolDecisionsTable {
  const insert = database.prepare(`
    INSERT INTO tool_decisions (id, at, conversation_id, tool, outcome)
    VALUES (:id, :at, :conversationId, :tool, :outcome)`);
  const dropOld = database.prepare('DELETE FROM tool_decisions WHERE key <= ?');
  const newest = database.prepare(`
    SELECT d.id, d.at, d.conversation_id, c.title, d.tool, d.outcome FROM tool_decisions d
    LEFT JOIN conversations c ON c.id = d.conversation_id AND c.deleted_at IS NULL
    WHERE d.key < coalesce((SELECT key FROM tool_decisions WHERE id = :before), 9223372036854775807)
    ORDER BY d.key DESC LIMIT :limit`);

  return {
    add(decision) {
      const { lastInsertRowid } = insert.run({ ...decision });
      dropOld.run(Number(lastInsertRowid) - maxKept);
    },
    page({ before = '', limit }) {
      const rows = newest.all({ before, limit: limit + 1 });
      return {
        decisions: rows.slice(0, limit).map(toDecision),
        hasMore: rows.length > limit,
      };
    },
  };
}

function toDecision(row: Record<string, SQLOutputValue>): ToolDecisionPage['decisions'][number] {
  return {
    id: text(row, 'id'),
    at: integer(row, 'at'),
    conversationId: text(row, 'conversation_id'),
    title: optionalText(row, 'title'),
    tool: text(row, 'tool'),
    outcome: decisionOutcomes.find((outcome) => outcome === row['outcome']) ?? 'refused',
  };
}
