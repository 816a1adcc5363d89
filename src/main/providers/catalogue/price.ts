import type { Price } from '../../../shared/contract/providers.ts';

/** In US dollars per million tokens, in the order in which vendors list them. */
export function price(
  input: number,
  output: number,
  cacheRead?: number,
  cacheWrite?: number,
): Omit<Price, 'long'> {
  return {
    input,
    output,
    ...(cacheRead === undefined ? {} : { cacheRead }),
    ...(cacheWrite === undefined ? {} : { cacheWrite }),
  };
}
