import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Usage } from '../../../shared/contract/message.ts';
import type { Price } from '../../../shared/contract/providers.ts';
import { costOf } from './cost-of.ts';

const plain: Price = { input: 3, output: 15 };
const cached: Price = { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 };
const tiered: Price = {
  input: 2,
  output: 12,
  cacheRead: 0.2,
  long: { above: 200_000, input: 4, output: 18, cacheRead: 0.4 },
};
const tiny: Price = { input: 0.435, output: 0.87, cacheRead: 0.003625 };

/** Each row was worked out by hand. */
const table: readonly (readonly [string, Price, Usage, number])[] = [
  // 1,000 × 3 + 500 × 15 = 10,500 USD per million = 0.0105 USD
  ['input and output', plain, { inputTokens: 1000, outputTokens: 500 }, 10_500_000],
  ['a million of each', plain, { inputTokens: 1e6, outputTokens: 1e6 }, 18_000_000_000],
  // 100,000,000 × 100,000 × 2 per million = 20,000,000 USD, of which no more than a million is believed
  [
    'more than anybody ever paid',
    { input: 1e5, output: 1e5 },
    { inputTokens: 1e8, outputTokens: 1e8 },
    1e15,
  ],
  ['nothing, where nothing has a price', { input: 0, output: 0 }, {}, 0],
  ['nothing', plain, { inputTokens: 0, outputTokens: 0 }, 0],
  [
    // 10,000 of which 6,000 read and 1,000 written: 3,000 × 3 + 6,000 × 0.3 + 1,000 × 3.75 + 200 × 15 = 17,550
    'tokens read from and written to the cache',
    cached,
    { inputTokens: 10_000, outputTokens: 200, cacheReadTokens: 6000, cacheWriteTokens: 1000 },
    17_550_000,
  ],
  [
    // As above with the price of input for all of it: 10,000 × 3 + 200 × 15 = 33,000
    'a cache without prices of its own',
    plain,
    { inputTokens: 10_000, outputTokens: 200, cacheReadTokens: 6000, cacheWriteTokens: 1000 },
    33_000_000,
  ],
  [
    // Reasoning is part of the output and not paid twice: 100 × 3 + 1,000 × 15 = 15,300
    'thoughts',
    plain,
    { inputTokens: 100, outputTokens: 1000, reasoningTokens: 900 },
    15_300_000,
  ],
  [
    // 200,000 × 2 + 1,000 × 12 = 412,000
    'input as long as the first tier goes',
    tiered,
    { inputTokens: 200_000, outputTokens: 1000 },
    412_000_000,
  ],
  [
    // One more, and all of it costs more: 200,001 × 4 + 1,000 × 18 = 818,004
    'input one token longer',
    tiered,
    { inputTokens: 200_001, outputTokens: 1000 },
    818_004_000,
  ],
  [
    // 50,000 × 4 + 200,000 × 0.4 + 1,000 × 18 = 298,000
    'long input, most of it from the cache',
    tiered,
    { inputTokens: 250_000, outputTokens: 1000, cacheReadTokens: 200_000 },
    298_000_000,
  ],
  [
    // 7 × 0.435 + 9 × 0.003625 + 3 × 0.87 = 5.687625 USD per million = 5,687.625e-9 USD
    'prices below a thousandth of a cent',
    tiny,
    { inputTokens: 16, outputTokens: 3, cacheReadTokens: 9 },
    5688,
  ],
  [
    'more from the cache than there is',
    plain,
    { inputTokens: 5, outputTokens: 0, cacheReadTokens: 9 },
    27_000,
  ],
  ['a free model', { input: 0, output: 0 }, { inputTokens: 1e6, outputTokens: 1e6 }, 0],
];

describe('the cost in billionths of a dollar', () => {
  it.each(table)('of %s', (_, price, usage, nanoUsd) => {
    expect(costOf(price, usage)).toBe(nanoUsd);
  });

  it.each<[string, Price | undefined, Usage]>([
    ['a price nobody knows', undefined, { inputTokens: 1, outputTokens: 1 }],
    ['usage that was not told', plain, {}],
    ['output that was not told', plain, { inputTokens: 1 }],
    ['input that was not told', plain, { outputTokens: 1 }],
  ])('is not known of %s', (_, price, usage) => {
    expect(costOf(price, usage)).toBeNull();
  });

  it('is a whole number, and never less for more tokens', () => {
    const tokens = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(
        tokens,
        tokens,
        fc.double({ min: 0, max: 500, noNaN: true }),
        (input, output, rate) => {
          const price = { input: rate, output: rate * 5 };
          const cost = costOf(price, { inputTokens: input, outputTokens: output }) ?? -1;
          const more = costOf(price, { inputTokens: input + 1, outputTokens: output }) ?? -1;
          expect(Number.isSafeInteger(cost)).toBe(true);
          expect(more).toBeGreaterThanOrEqual(cost);
        },
      ),
    );
  });
});
