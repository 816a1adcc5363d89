import type { ProviderEntry } from '../provider.ts';
import { shippedModels } from './shipped-models.ts';
import { vendor } from './vendor.ts';

export const googleEntry: ProviderEntry = {
  id: vendor.id,
  name: vendor.name,
  needsKey: true,
  batchPrice: 0.5,
  countsTokens: true,
  keyPage: 'https://aistudio.google.com/apikey',
  defaultBaseUrl: 'https://generativelanguage.googleapis.com',
  environment: {
    // In the order of Google's own SDKs (js-genai, src/node/node_client.ts).
    apiKey: ['GOOGLE_API_KEY', 'GEMINI_API_KEY'],
    baseUrl: 'GOOGLE_GEMINI_BASE_URL',
  },
  shippedModels,
  load: async () => {
    const { createGoogle } = await import('./google.ts');
    return createGoogle;
  },
};
