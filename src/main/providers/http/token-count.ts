/** Longer than anything a model takes in or writes: sums of what a server makes up must stay numbers. */
const maxTokens = 100_000_000;

/** Whether a vendor can have counted that. What it cannot is not known. */
export function isTokenCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= maxTokens;
}
