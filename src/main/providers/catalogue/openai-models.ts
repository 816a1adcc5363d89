import type { Price } from '../../../shared/contract/providers.ts';
import type { CatalogueOfVendor } from './catalogue.ts';
import { price } from './price.ts';

/** Longer requests cost twice as much for what is read, and half as much again for what is written. */
function withLong(short: Omit<Price, 'long'>): Price {
  const twice = (usd: number | undefined) => (usd === undefined ? undefined : usd * 2);
  return {
    ...short,
    long: {
      above: 272_000,
      ...price(
        short.input * 2,
        short.output * 1.5,
        twice(short.cacheRead),
        twice(short.cacheWrite),
      ),
    },
  };
}

const million = { contextWindow: 1_050_000, maxOutputTokens: 128_000 };
const gpt5 = { contextWindow: 400_000, maxOutputTokens: 128_000 };
const gpt41 = { contextWindow: 1_047_576, maxOutputTokens: 32_768 };
const gpt4o = { contextWindow: 128_000, maxOutputTokens: 16_384 };
const thinking = { contextWindow: 200_000, maxOutputTokens: 100_000 };

/** The prices of the standard tier. */
export const openaiModels: CatalogueOfVendor = {
  'gpt-6.2-sol': { ...million, price: withLong(price(2, 10, 0.1, 2.5)) },
  'gpt-6.2-astra': { ...million, price: withLong(price(8, 40, 0.4, 10)) },
  'gpt-6.1-terra': { ...million, price: withLong(price(1, 5, 0.05, 1.25)) },
  'gpt-6.1-sol': { ...million, price: withLong(price(2, 10, 0.1, 2.5)) },
  'gpt-6-luna': { ...million, price: withLong(price(0.1, 0.5, 0.01, 0.125)) },
  'gpt-6-astra': { ...million, price: withLong(price(10, 50, 1, 12.5)) },
  'gpt-6-sol': { ...million, price: withLong(price(2, 10, 0.2, 2.5)) },
  'gpt-5.6-sol': { ...million, price: withLong(price(4, 20, 0.4)) },
  'gpt-5.6-terra': { ...million, price: withLong(price(2, 12, 0.2)) },
  'gpt-5.6-luna': { ...million, price: withLong(price(0.2, 1.2, 0.02)) },
  'gpt-5.5': { ...million, price: withLong(price(5, 30, 0.5)) },
  'gpt-5.5-pro': { ...million, price: withLong(price(30, 180)) },
  'gpt-5.4': { ...million, price: withLong(price(2.5, 15, 0.25)) },
  'gpt-5.4-pro': { ...million, price: withLong(price(30, 180)) },
  'gpt-5.4-mini': { ...gpt5, price: price(0.75, 4.5, 0.075) },
  'gpt-5.4-nano': { ...gpt5, price: price(0.2, 1.25, 0.02) },
  'gpt-5.3-codex': { ...gpt5, price: price(1.75, 14, 0.175) },
  'gpt-5.2': { ...gpt5, price: price(1.75, 14, 0.175) },
  'gpt-5.2-codex': { ...gpt5, price: price(1.75, 14, 0.175) },
  'gpt-5.2-pro': { ...gpt5, price: price(21, 168) },
  'gpt-5.1': { ...gpt5, price: price(1.25, 10, 0.125) },
  'gpt-5.1-codex': { ...gpt5, price: price(1.25, 10, 0.125) },
  'gpt-5.1-codex-max': { ...gpt5, price: price(1.25, 10, 0.125) },
  'gpt-5.1-codex-mini': { ...gpt5, price: price(0.25, 2, 0.025) },
  'gpt-5': { ...gpt5, price: price(1.25, 10, 0.125) },
  'gpt-5-codex': { ...gpt5, price: price(1.25, 10, 0.125) },
  'gpt-5-mini': { ...gpt5, price: price(0.25, 2, 0.025) },
  'gpt-5-nano': { ...gpt5, price: price(0.05, 0.4, 0.005) },
  'gpt-5-pro': { contextWindow: 400_000, maxOutputTokens: 272_000, price: price(15, 120) },
  'gpt-4.1': { ...gpt41, price: price(2, 8, 0.5) },
  'gpt-4.1-mini': { ...gpt41, price: price(0.4, 1.6, 0.1) },
  'gpt-4.1-nano': { ...gpt41, price: price(0.1, 0.4, 0.025) },
  'gpt-4o': { ...gpt4o, price: price(2.5, 10, 1.25) },
  'gpt-4o-2024-05-13': { contextWindow: 128_000, maxOutputTokens: 4096, price: price(5, 15) },
  'gpt-4o-mini': { ...gpt4o, price: price(0.15, 0.6, 0.075) },
  'gpt-4-turbo': { contextWindow: 128_000, maxOutputTokens: 4096, price: price(10, 30) },
  'o4-mini': { ...thinking, price: price(1.1, 4.4, 0.275) },
  o3: { ...thinking, price: price(2, 8, 0.5) },
  'o3-pro': { ...thinking, price: price(20, 80) },
  'o3-mini': { ...thinking, price: price(1.1, 4.4, 0.55) },
  o1: { ...thinking, price: price(15, 60, 7.5) },
  'o1-pro': { ...thinking, price: price(150, 600) },
};
