import type { Usage } from '../../../shared/contract/message.ts';
import type { Price } from '../../../shared/contract/providers.ts';

/**
 * What a request cost, in 1e-9 US dollars, rounded to the nearest; null where the price or what was used is not
 * known; nothing where nothing has a price, whatever was used. `inputTokens` has the tokens of the vendor's cache in it, which have prices of their own.
 */
export function costOf(price: Price | undefined, usage: Usage): number | null {
  if (price !== undefined && isFree(price)) return 0;
  const { inputTokens, outputTokens, cacheReadTokens = 0, cacheWriteTokens = 0 } = usage;
  if (price === undefined || inputTokens === undefined || outputTokens === undefined) return null;
  const tier = price.long !== undefined && inputTokens > price.long.above ? price.long : price;
  const freshTokens = Math.max(0, inputTokens - cacheReadTokens - cacheWriteTokens);
  return toNano(
    times(freshTokens, tier.input) +
      times(cacheReadTokens, tier.cacheRead ?? tier.input) +
      times(cacheWriteTokens, tier.cacheWrite ?? tier.input) +
      times(outputTokens, tier.output),
  );
}

function isFree({ input, output, cacheRead = 0, cacheWrite = 0, long }: Price): boolean {
  return input + output + cacheRead + cacheWrite === 0 && long === undefined;
}

/** In 1e-15 USD: exact for whatever price a vendor has, where a number would not be. */
function times(tokens: number, usdPerMillion: number): bigint {
  return BigInt(Math.round(tokens)) * BigInt(Math.round(usdPerMillion * 1e9));
}

/** A million dollars. What a server makes up beyond that must not make sums of it impossible. */
const mostNano = 1e15;

function toNano(femto: bigint): number {
  return Math.min(Number((femto + 500_000n) / 1_000_000n), mostNano);
}
