import type { CatalogueOfVendor } from './catalogue.ts';
import { price } from './price.ts';

/** The dearer tier begins with its first token, at 200,000. */
const above = 199_999;
const grok47 = {
  contextWindow: 500_000,
  abilities: { images: true },
  price: { ...price(2, 6, 0.5), long: { above, ...price(4, 12, 1) } },
};
const million = {
  contextWindow: 1_000_000,
  abilities: { images: true },
  price: { ...price(1.25, 2.5, 0.2), long: { above, ...price(2.5, 5, 0.4) } },
};

export const xaiModels: CatalogueOfVendor = {
  'grok-4.7': grok47,
  'grok-4.6': grok47,
  'grok-4.3': million,
  'grok-4.20-0309-reasoning': million,
  'grok-4.20-0309-non-reasoning': million,
  'grok-build-0.1': {
    contextWindow: 256_000,
    abilities: { images: true },
    price: { ...price(1, 2, 0.2), long: { above, ...price(2, 4, 0.4) } },
  },
};
