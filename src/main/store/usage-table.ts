import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { hasUnknownCost } from '../../shared/attempt-record.ts';
import { integer, optionalText, text } from './columns.ts';
import type { Attempt, CostSlice, UsageGroup, UsageSums } from './store.ts';

/**
 * Sums over the attempts. Whole quarters of an hour come from where they were summed up as the attempts came, the
 * edges of a period from the attempts themselves.
 */
export interface UsageTable {
  /** Inside the transaction that stores the attempt, once. */
  add(attempt: Attempt): void;
  totals(period: Period): UsageSums;
  /** Dearest first, then by tokens. */
  groups(wish: Period & { readonly by: GroupBy; readonly limit: number }): UsageGroup[];
  /** Of each stretch between two edges that follow each other. */
  between(edges: readonly number[]): UsageSums[];
  /** Slices of `sliceMs` in which something was spent; they begin at multiples of it. */
  costs(from: number): CostSlice[];
}

export type GroupBy = 'provider' | 'model' | 'conversation';

interface Period {
  readonly from: number;
  readonly to: number;
}

/** There are time zones that are a quarter of an hour off the others. */
export const sliceMs = 15 * 60 * 1000;

export function createUsageTable(database: DatabaseSync): UsageTable {
  const add = database.prepare(`
    INSERT INTO usage_slices VALUES (:startsAt, :provider, :model, :conversationId, 1, :inputTokens, :outputTokens,
      :cacheReadTokens, :cacheWriteTokens, :reasoningTokens, :costNanoUsd, :priced, :unpriced)
    ON CONFLICT DO UPDATE SET ${summed.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`);
  const totals = database.prepare(`SELECT ${sums} FROM (${within('')})`);
  const grouped = (fields: string) =>
    database.prepare(`
      SELECT ${fields}, ${sums} FROM (${within(`${fields},`)}) GROUP BY ${fields}
      ORDER BY priced = 0, cost_nano_usd DESC, input_tokens DESC, output_tokens DESC LIMIT :limit`);
  const groups = {
    provider: grouped('provider'),
    model: grouped('provider, model'),
    conversation: grouped('conversation_id'),
  };
  const title = database.prepare(
    'SELECT title FROM conversations WHERE id = ? AND deleted_at IS NULL',
  );
  const costs = database.prepare(`
    SELECT starts_at, ${sumOf('cost_nano_usd')} AS cost, sum(unpriced) AS unpriced FROM usage_slices
    WHERE starts_at >= ? GROUP BY starts_at HAVING cost > 0 OR unpriced > 0`);

  const totalsOf = (period: Period) => toSums(totals.get(edgesOf(period)) ?? {});

  function titleOf(id: string): string | null {
    const row = title.get(id);
    return row === undefined ? null : optionalText(row, 'title');
  }

  return {
    add(attempt) {
      const { startedAt, provider, model, conversationId, costNanoUsd } = attempt;
      const { inputTokens, outputTokens } = attempt;
      add.run({
        startsAt: Math.floor(startedAt / sliceMs) * sliceMs,
        provider,
        model,
        conversationId: conversationId ?? '',
        inputTokens: inputTokens ?? 0,
        outputTokens: outputTokens ?? 0,
        cacheReadTokens: attempt.cacheReadTokens ?? 0,
        cacheWriteTokens: attempt.cacheWriteTokens ?? 0,
        reasoningTokens: attempt.reasoningTokens ?? 0,
        costNanoUsd: costNanoUsd ?? 0,
        priced: costNanoUsd === null ? 0 : 1,
        unpriced: hasUnknownCost(attempt) ? 1 : 0,
      });
    },
    totals: totalsOf,
    groups: ({ by, limit, ...period }) =>
      groups[by].all({ ...edgesOf(period), limit }).map((row) => {
        const id = by === 'conversation' ? text(row, 'conversation_id') : '';
        return {
          provider: by === 'conversation' ? null : text(row, 'provider'),
          model: by === 'model' ? text(row, 'model') : null,
          conversationId: id === '' ? null : id,
          title: id === '' ? null : titleOf(id),
          sums: toSums(row),
        };
      }),
    between: (edges) =>
      edges.slice(1).map((to, index) => totalsOf({ from: edges[index] ?? to, to })),
    costs: (from) =>
      costs.all(from).map((row) => ({
        startsAt: integer(row, 'starts_at'),
        nanoUsd: integer(row, 'cost'),
        hasUnknownCost: integer(row, 'unpriced') > 0,
      })),
  };
}

const summed = [
  'requests',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'reasoning_tokens',
  'cost_nano_usd',
  'priced',
  'unpriced',
] as const;

/** A sum beyond what a number can be could not be read at all. */
const sumOf = (name: string) => `min(coalesce(sum(${name}), 0), ${Number.MAX_SAFE_INTEGER})`;
const sums = summed.map((name) => `${sumOf(name)} AS ${name}`).join(', ');

/** `hasUnknownCost` in SQL. */
const unpriced = `CASE
  WHEN cost_nano_usd IS NULL
    THEN first_byte_ms IS NOT NULL OR coalesce(input_tokens, 0) > 0 OR coalesce(output_tokens, 0) > 0
  ELSE first_byte_ms IS NOT NULL AND cost_nano_usd > 0 AND (outcome <> 'complete' OR output_tokens IS NULL) END`;

/** What happened in a period: its whole slices, and what stands at its edges one by one. */
function within(fields: string): string {
  const single = fields.replace(
    'conversation_id',
    "coalesce(conversation_id, '') AS conversation_id",
  );
  const attempts = (from: string, to: string) => `
    SELECT ${single} 1 AS requests, coalesce(input_tokens, 0) AS input_tokens,
      coalesce(output_tokens, 0) AS output_tokens, coalesce(cache_read_tokens, 0) AS cache_read_tokens,
      coalesce(cache_write_tokens, 0) AS cache_write_tokens, coalesce(reasoning_tokens, 0) AS reasoning_tokens,
      coalesce(cost_nano_usd, 0) AS cost_nano_usd, cost_nano_usd IS NOT NULL AS priced,
      ${unpriced} AS unpriced
    FROM attempts WHERE started_at >= ${from} AND started_at < ${to}`;
  return `
    SELECT ${fields} ${summed.join(', ')} FROM usage_slices
    WHERE starts_at >= :firstSlice AND starts_at < :lastSlice
    UNION ALL ${attempts(':from', ':firstSlice')}
    UNION ALL ${attempts(':lastSlice', ':to')}`;
}

function edgesOf({ from, to }: Period) {
  const firstSlice = Math.ceil(from / sliceMs) * sliceMs;
  const lastSlice = Math.floor(to / sliceMs) * sliceMs;
  // Too short for a slice: all of it is an edge.
  if (firstSlice >= lastSlice) return { from, to, firstSlice: to, lastSlice: to };
  return { from, to, firstSlice, lastSlice };
}

function toSums(row: Record<string, SQLOutputValue>): UsageSums {
  return {
    requests: integer(row, 'requests'),
    inputTokens: integer(row, 'input_tokens'),
    outputTokens: integer(row, 'output_tokens'),
    cacheReadTokens: integer(row, 'cache_read_tokens'),
    cacheWriteTokens: integer(row, 'cache_write_tokens'),
    reasoningTokens: integer(row, 'reasoning_tokens'),
    costNanoUsd: integer(row, 'priced') === 0 ? null : integer(row, 'cost_nano_usd'),
    hasUnknownCost: integer(row, 'unpriced') > 0,
  };
}
