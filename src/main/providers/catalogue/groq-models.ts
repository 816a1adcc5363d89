import type { CatalogueOfVendor } from './catalogue.ts';
import { price } from './price.ts';

const contextWindow = 131_072;

export const groqModels: CatalogueOfVendor = {
  'openai/gpt-oss-120b': { contextWindow, maxOutputTokens: 65_536, price: price(0.15, 0.6, 0.075) },
  'openai/gpt-oss-20b': {
    contextWindow,
    maxOutputTokens: 65_536,
    price: price(0.075, 0.3, 0.0375),
  },
  'openai/gpt-oss-safeguard-20b': {
    contextWindow,
    maxOutputTokens: 65_536,
    price: price(0.075, 0.3),
  },
  'llama-3.3-70b-versatile': { contextWindow, maxOutputTokens: 32_768, price: price(0.59, 0.79) },
  'llama-3.1-8b-instant': { contextWindow, maxOutputTokens: 131_072, price: price(0.05, 0.08) },
  'meta-llama/llama-4-scout-17b-16e-instruct': {
    contextWindow,
    maxOutputTokens: 8192,
    abilities: { images: true },
    price: price(0.11, 0.34),
  },
  'qwen/qwen3-32b': { contextWindow, maxOutputTokens: 40_960, price: price(0.29, 0.59) },
};
