/** What a vendor still takes, of one kind. Times are ms since 1970. */
export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** When it is full again. */
  readonly resetAt?: number;
}

/** As the headers of one answer say it; what they leave out is absent. */
export interface RateLimits {
  readonly requests?: Allowance;
  /** In and out together, where the vendor counts them together. */
  readonly tokens?: Allowance;
  readonly inputTokens?: Allowance;
  readonly outputTokens?: Allowance;
}
