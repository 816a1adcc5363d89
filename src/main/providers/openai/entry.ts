import type { ProviderEntry } from '../provider.ts';
import { shippedModels } from './shipped-models.ts';

export const openaiEntry: ProviderEntry = {
  id: 'openai',
  name: 'OpenAI',
  needsKey: true,
  batchPrice: 0.5,
  keyPage: 'https://platform.openai.com/api-keys',
  defaultBaseUrl: 'https://api.openai.com/v1',
  environment: { apiKey: 'OPENAI_API_KEY', baseUrl: 'OPENAI_BASE_URL' },
  shippedModels,
  load: async () => {
    const { createOpenAI } = await import('./openai.ts');
    return createOpenAI;
  },
};
