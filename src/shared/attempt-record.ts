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
  /** In 1e-9 USD; null: the price or the usage is not known. */
  readonly costNanoUsd: number | null;
  /** Of the key it was made with; null: there was none, or one too short to show any of it. */
  readonly keyLast4: string | null;
  /** 1 for the first request, 2 for the one after a failure, and so on. */
  readonly attemptNumber: number;
}
