import type { CatalogueOfVendor } from './catalogue.ts';
import { price } from './price.ts';

const million = { contextWindow: 1_048_576, maxOutputTokens: 65_536 };
const flash = {
  ...million,
  price: price(0.75, 3.75, 0.075),
  later: { from: '2027-01-01', price: price(1.5, 7.5, 0.15) },
} as const;
const largest = {
  ...million,
  price: price(2, 10, 0.1),
  later: { from: '2026-12-01', price: price(4, 20, 0.2) },
} as const;
const pro = {
  ...million,
  price: { ...price(2, 12, 0.2), long: { above: 200_000, ...price(4, 18, 0.4) } },
};

/** Paid tier, and text: spoken input costs more with some. */
export const googleModels: CatalogueOfVendor = {
  'gemini-4-hydrogen': { ...million, price: price(1.5, 7.5, 0.075) },
  'gemini-4-neon': { ...million, price: price(3, 15, 0.15) },
  'gemini-4-carbon': largest,
  'gemini-4-argon': largest,
  'gemini-3.8-flash': flash,
  'gemini-3.7-flash': flash,
  'gemini-3.6-flash': flash,
  'gemini-3.5-flash': { ...million, price: price(1.5, 9, 0.15) },
  'gemini-3.5-flash-lite': { ...million, price: price(0.3, 2.5, 0.03) },
  'gemini-3.1-pro-preview': pro,
  'gemini-3.1-pro-preview-customtools': pro,
  'gemini-3.1-flash-lite': { ...million, price: price(0.25, 1.5, 0.025) },
  'gemini-3-flash-preview': { ...million, price: price(0.5, 3, 0.05) },
  'gemini-2.5-pro': {
    ...million,
    price: { ...price(1.25, 10, 0.125), long: { above: 200_000, ...price(2.5, 15, 0.25) } },
  },
  'gemini-2.5-flash': { ...million, price: price(0.3, 2.5, 0.03) },
  'gemini-2.5-flash-lite': { ...million, price: price(0.1, 0.4, 0.01) },
};
