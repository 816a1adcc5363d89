import type { CatalogueOfVendor } from './catalogue.ts';

const million = { contextWindow: 1_000_000, maxOutputTokens: 384_000 };

/** No prices: they double and halve with the hour of the day in Peking, holidays included. */
export const deepseekModels: CatalogueOfVendor = {
  'deepseek-flash': { ...million, abilities: { images: true } },
  'deepseek-v4-flash': million,
  'deepseek-v4-pro': million,
};
