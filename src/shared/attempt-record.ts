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
}
