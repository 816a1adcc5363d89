import type { CatalogueOfVendor } from './catalogue.ts';
import { price } from './price.ts';

const million = { contextWindow: 1_000_000, maxOutputTokens: 128_000 };
const smaller = { contextWindow: 200_000, maxOutputTokens: 64_000 };
const opus = price(5, 25, 0.5, 6.25);
const sonnet4 = price(3, 15, 0.3, 3.75);

/** Cache writes are for five minutes, the only ones we ask for. */
export const anthropicModels: CatalogueOfVendor = {
  'claude-sonnet-5-5': { ...million, price: price(2, 10, 0.1, 2.5) },
  'claude-opus-5-5': { ...million, price: price(4, 20, 0.2, 5) },
  'claude-haiku-5-5': {
    ...million,
    price: {
      ...price(0.1, 0.5, 0.01, 0.125),
      long: { above: 100_000, ...price(0.5, 2.5, 0.05, 0.625) },
    },
  },
  'claude-fable-5-2': { ...million, price: price(8, 40, 0.2, 10) },
  'claude-fable-5-1': { ...million, price: price(10, 50, 0.25, 12.5) },
  'claude-fable-5': { ...million, price: price(10, 50, 1, 12.5) },
  'claude-opus-5': { ...million, price: opus },
  'claude-sonnet-5': { ...million, price: price(2, 10, 0.2, 2.5) },
  'claude-opus-4-8': { ...million, price: opus },
  'claude-opus-4-7': { ...million, price: opus },
  'claude-opus-4-6': { ...million, price: opus },
  'claude-sonnet-4-6': { contextWindow: 1_000_000, maxOutputTokens: 64_000, price: sonnet4 },
  'claude-opus-4-5': { ...smaller, price: opus },
  'claude-haiku-4-5': { ...smaller, price: price(1, 5, 0.1, 1.25) },
  'claude-sonnet-4-5': { ...smaller, price: sonnet4 },
  'claude-opus-4-1': {
    contextWindow: 200_000,
    maxOutputTokens: 32_000,
    price: price(15, 75, 1.5, 18.75),
  },
};
