import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { integer, optionalInteger, optionalText } from './columns.ts';
import type { CostSlice, UsageGroup, UsageSums } from './store.ts';

/** Sums over the attempts. All are answered out of one index, which holds whatever is summed. */
export interface UsageTable {
  totals(period: Period): UsageSums;
  /** Dearest first, then by tokens. */
  groups(wish: Period & { readonly by: GroupBy; readonly limit: number }): UsageGroup[];
  /** Of each stretch between two edges that follow each other. */
  between(edges: readonly number[]): UsageSums[];
  /** When the first attempt since then began; null: there is none. */
  firstSince(at: number): number | null;
  /** Slices of `sliceMs` in which something was spent; they begin at multiples of it. */
  costs(wish: { readonly from: number; readonly sliceMs: number }): CostSlice[];
}

export type GroupBy = 'provider' | 'model' | 'conversation';

interface Period {
  readonly from: number;
  readonly to: number;
}

export function createUsageTable(database: DatabaseSync): UsageTable {
  const within = 'WHERE attempts.started_at >= :from AND attempts.started_at < :to';
  const totals = database.prepare(`SELECT ${sums} FROM attempts ${within}`);
  const grouped = (fields: string) =>
    database.prepare(`
      SELECT ${fields}, ${sums} FROM attempts ${within} GROUP BY ${fields}
      ORDER BY cost DESC NULLS LAST, input DESC, output DESC LIMIT :limit`);
  const groups = {
    provider: grouped('provider'),
    model: grouped('provider, model'),
    conversation: grouped('conversation_id'),
  };
  const title = database.prepare(
    'SELECT title FROM conversations WHERE id = ? AND deleted_at IS NULL',
  );
  const first = database.prepare(
    'SELECT min(started_at) AS at FROM attempts WHERE started_at >= ?',
  );
  const costs = database.prepare(`
    SELECT started_at / CAST(:sliceMs AS INTEGER) AS slice, sum(cost_nano_usd) AS cost, ${unpriced} AS unpriced
    FROM attempts WHERE started_at >= :from GROUP BY slice
    HAVING cost > 0 OR unpriced > 0`);

  const totalsOf = (period: Period) => toSums(totals.get({ ...period }) ?? {});

  function titleOf(id: string | null): string | null {
    if (id === null) return null;
    const row = title.get(id);
    return row === undefined ? null : optionalText(row, 'title');
  }

  return {
    totals: ({ from, to }) => totalsOf({ from, to }),
    groups: ({ from, to, by, limit }) =>
      groups[by].all({ from, to, limit }).map((row) => {
        const conversationId = by === 'conversation' ? optionalText(row, 'conversation_id') : null;
        return {
          provider: by === 'conversation' ? null : optionalText(row, 'provider'),
          model: by === 'model' ? optionalText(row, 'model') : null,
          conversationId,
          title: titleOf(conversationId),
          sums: toSums(row),
        };
      }),
    between: (edges) =>
      edges.slice(1).map((to, index) => totalsOf({ from: edges[index] ?? to, to })),
    firstSince(at) {
      const row = first.get(at);
      return row === undefined ? null : optionalInteger(row, 'at');
    },
    costs: ({ from, sliceMs }) =>
      costs.all({ from, sliceMs }).map((row) => ({
        startsAt: integer(row, 'slice') * sliceMs,
        nanoUsd: optionalInteger(row, 'cost') ?? 0,
        hasUnknownPrice: integer(row, 'unpriced') > 0,
      })),
  };
}

/** How many used tokens at a price that is not known. */
const unpriced = `total(cost_nano_usd IS NULL AND (input_tokens > 0 OR output_tokens > 0))`;

const sums = `count(*) AS requests, sum(input_tokens) AS input, sum(output_tokens) AS output,
  sum(cache_read_tokens) AS cache_read, sum(cache_write_tokens) AS cache_write,
  sum(reasoning_tokens) AS reasoning, sum(cost_nano_usd) AS cost, ${unpriced} AS unpriced`;

function toSums(row: Record<string, SQLOutputValue>): UsageSums {
  const sum = (column: string) => optionalInteger(row, column) ?? 0;
  return {
    requests: integer(row, 'requests'),
    inputTokens: sum('input'),
    outputTokens: sum('output'),
    cacheReadTokens: sum('cache_read'),
    cacheWriteTokens: sum('cache_write'),
    reasoningTokens: sum('reasoning'),
    costNanoUsd: optionalInteger(row, 'cost'),
    hasUnknownPrice: integer(row, 'unpriced') > 0,
  };
}
