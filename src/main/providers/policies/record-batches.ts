import { hash } from 'node:crypto';
import type { AttemptRecord } from '../../../shared/attempt-record.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Usage } from '../../../shared/contract/message.ts';
import type { Batches, BatchResult } from '../batches.ts';
import type { Budget } from './with-budget.ts';
import type { CostOf } from './with-record.ts';

export interface RecordBatchesOptions {
  readonly provider: string;
  /** The same result read again has the same `id`. */
  readonly record: (attempt: AttemptRecord & { readonly id: string }) => void;
  /** Of the key the provider was made with; absent: it has none, or one too short to show any of it. */
  readonly keyLast4?: string | undefined;
  /** In 1e-9 USD, as if it had been asked for at once; null: not known. */
  readonly costOf?: CostOf | undefined;
  /** What a token costs in a batch, as a part of what it costs at once. */
  readonly batchPrice: number;
  /** Absent: there is no limit. */
  readonly budget?: Budget | undefined;
  readonly clock: Clock;
}

/**
 * Calls `record` once for each result that is read, when it is read: nobody knows when the vendor was at work on it,
 * so it took no time. A batch is sent only if the budget has room for its dearest answers now; nothing is held back
 * while the vendor works.
 */
export function recordBatches(batches: Batches, options: RecordBatchesOptions): Batches {
  const { provider, record, budget } = options;
  return {
    ...batches,
    async create(prompts, call) {
      const reserved: { settle(cost: null): void }[] = [];
      try {
        for (const { request } of prompts) {
          const reservation = budget?.reserve({ provider, model: request.model, request });
          if (reservation !== undefined) reserved.push(reservation);
        }
        return await batches.create(prompts, call);
      } finally {
        for (const reservation of reserved) reservation.settle(null);
      }
    },
    async *results(id, prompts, call) {
      const models = new Map(prompts.map((prompt) => [prompt.id, prompt.request.model]));
      for await (const result of batches.results(id, prompts, call)) {
        const model = models.get(result.id) ?? '';
        const attempt: AttemptRecord = {
          ...toRecord(id, result, model, options),
          attemptNumber: call.attempt ?? 1,
        };
        record({ ...attempt, id: idOf(provider, id, result.id) });
        call.onAttempt?.(attempt);
        yield result;
      }
    },
  };
}

function idOf(provider: string, batch: string, prompt: string): string {
  return hash('sha256', JSON.stringify([provider, batch, prompt])).slice(0, 32);
}

function toRecord(
  batch: string,
  result: BatchResult,
  model: string,
  { provider, keyLast4, costOf, batchPrice, clock }: RecordBatchesOptions,
): Omit<AttemptRecord, 'attemptNumber'> {
  const usage = usageOf(result);
  const cost = costOf?.(provider, model, usage) ?? null;
  const httpStatus = result.state === 'failed' ? result.error.details?.['httpStatus'] : undefined;
  return {
    provider,
    model,
    requestId: batch,
    responseId: result.state === 'succeeded' ? (result.completion.responseId ?? null) : null,
    httpStatus: typeof httpStatus === 'number' ? httpStatus : null,
    outcome: outcomeOf(result),
    startedAt: clock.now(),
    firstByteMs: null,
    durationMs: 0,
    inputTokens: usage.inputTokens ?? null,
    outputTokens: usage.outputTokens ?? null,
    cacheReadTokens: usage.cacheReadTokens ?? null,
    cacheWriteTokens: usage.cacheWriteTokens ?? null,
    reasoningTokens: usage.reasoningTokens ?? null,
    costNanoUsd: cost === null ? null : Math.round(cost * batchPrice),
    keyLast4: keyLast4 ?? null,
  };
}

function usageOf(result: BatchResult): Usage {
  switch (result.state) {
    case 'succeeded':
      return result.completion.usage;
    case 'failed':
      return result.usage ?? {};
    default:
      return {};
  }
}

function outcomeOf(result: BatchResult): string {
  switch (result.state) {
    case 'succeeded':
      return 'complete';
    case 'failed':
      return result.error.code;
    case 'cancelled':
      return 'stopped';
    case 'expired':
      return 'timed-out';
  }
}
