/** One request to a vendor, told without a word of what was said. */
export interface AttemptRecord {
  readonly provider: string;
  readonly model: string;
  readonly requestId: string | null;
  readonly responseId: string | null;
  readonly httpStatus: number | null;
  /** `complete`, `stopped`, or the error's code. */
  readonly outcome: string;
  readonly startedAt: number;
  /** Until the vendor accepted the request. */
  readonly firstByteMs: number | null;
  readonly durationMs: number;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly cacheReadTokens: number | null;
  readonly cacheWriteTokens: number | null;
  /** Part of `outputTokens`. */
  readonly reasoningTokens: number | null;
  /** In 1e-9 USD, estimated where `hasUnknownCost`; null: not known at all. */
  readonly costNanoUsd: number | null;
  /** Of the key it was made with; null: there was none, or one too short to show any of it. */
  readonly keyLast4: string | null;
  /** 1 for the first request, 2 for the one after a failure, and so on. */
  readonly attemptNumber: number;
}

/**
 * Whether it cost more, or other, than its record says: tokens without a price, an answer that was cut off before its
 * vendor counted, or one that was never counted. What was written until the cut is paid for all the same.
 */
export function hasUnknownCost(attempt: AttemptRecord): boolean {
  const { costNanoUsd, inputTokens, outputTokens, firstByteMs, outcome } = attempt;
  const wasAccepted = firstByteMs !== null;
  if (costNanoUsd === null) return wasAccepted || (inputTokens ?? 0) > 0 || (outputTokens ?? 0) > 0;
  const isCounted = outcome === 'complete' && outputTokens !== null;
  return wasAccepted && costNanoUsd > 0 && !isCounted;
}
