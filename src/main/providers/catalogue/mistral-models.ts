import type { CatalogueOfVendor } from './catalogue.ts';
import { price } from './price.ts';

const images = { abilities: { images: true } };

/** By their dated names: `-latest` has moved on to models whose dollar prices we did not find. */
export const mistralModels: CatalogueOfVendor = {
  'mistral-medium-2604': { contextWindow: 262_144, ...images, price: price(1.5, 7.5) },
  'mistral-medium-3-5': { contextWindow: 262_144, ...images, price: price(1.5, 7.5) },
  'mistral-large-2512': { contextWindow: 262_144, ...images, price: price(0.5, 1.5) },
  'mistral-small-2603': { contextWindow: 256_000, ...images, price: price(0.15, 0.6) },
};
