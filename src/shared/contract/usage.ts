import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { timeSchema } from './ids.ts';

/** From `from` up to, but not including, `to`. */
const periodSchema = z.strictObject({ from: timeSchema, to: timeSchema });

const count = z.number().int().nonnegative();

/** What a number of requests took together. A request that failed counts too. */
const usageTotalsSchema = z.object({
  requests: count,
  /** Everything sent, `cacheReadTokens` and `cacheWriteTokens` included. */
  inputTokens: count,
  /** Everything written, `reasoningTokens` included. */
  outputTokens: count,
  cacheReadTokens: count,
  cacheWriteTokens: count,
  reasoningTokens: count,
  /** US dollars, of the requests whose cost is known; null: of none is it known. */
  costUsd: z.number().nonnegative().nullable(),
  /** It was more than `costUsd`: tokens without a price, or answers cut off before they were counted. */
  hasUnknownCost: z.boolean(),
});
export type UsageTotals = Readonly<z.infer<typeof usageTotalsSchema>>;

/** Rows by day are oldest first, all others dearest first. */
const usageRowSchema = usageTotalsSchema.extend({
  /**
   * `2026-03-01`, `provider/model`, a conversation's id (empty: none; `mcp/` and a server's id: that server asked), or a
   * provider's id.
   */
  key: z.string(),
  /** The same for people: a model's or provider's name, a title; empty if there is none any more. */
  label: z.string(),
  /** Of a row by model; absent: nobody knows it any more. */
  providerName: z.string().optional(),
});
export type UsageRow = Readonly<z.infer<typeof usageRowSchema>>;

/** Where a limit stands. US dollars. */
const budgetPeriodSchema = z.object({
  spent: z.number().nonnegative(),
  /** What running requests can cost at most. */
  reserved: z.number().nonnegative(),
  /** null: there is none, and `state` is `ok`. */
  limit: z.number().nonnegative().nullable(),
  state: z.enum(['ok', 'warning', 'spent']),
  /** When it begins anew. */
  endsAt: timeSchema,
  /** It was more than `spent`, likewise. */
  hasUnknownCost: z.boolean(),
});
export type BudgetPeriod = Readonly<z.infer<typeof budgetPeriodSchema>>;

const budgetSchema = z.object({ day: budgetPeriodSchema, month: budgetPeriodSchema });
export type Budget = Readonly<z.infer<typeof budgetSchema>>;

const timeZoneSchema = z.string().min(1).max(64);

export const usageContract = {
  /** The 1000 greatest at most, by day all. Days are those of `timeZone`, an IANA name. */
  summary: oc
    .input(
      periodSchema.extend({
        by: z.enum(['day', 'model', 'conversation', 'provider']),
        timeZone: timeZoneSchema,
      }),
    )
    .output(z.array(usageRowSchema).readonly()),
  totals: oc.input(periodSchema).output(usageTotalsSchema),
  /** One line per request, oldest first, after a line of names; each piece at most 64 KiB. Times are UTC. */
  exportCsv: oc.input(periodSchema).output(eventIterator(z.string())),
  budget: oc.output(budgetSchema),
  /** The budget at once, and again after every request and every change of a limit: read the rest anew. */
  watch: oc.output(
    eventIterator(
      z.object({
        budget: budgetSchema,
        /** Requests recorded since Tina was started. */
        recorded: count,
      }),
    ),
  ),
};
