import type { ProviderEntry } from '../provider.ts';
import { shippedModels } from './shipped-models.ts';

export const mistralEntry = {
  id: 'mistral',
  name: 'Mistral',
  needsKey: true,
  keyPage: 'https://console.mistral.ai/api-keys',
  defaultBaseUrl: 'https://api.mistral.ai/v1',
  environment: { apiKey: 'MISTRAL_API_KEY', baseUrl: 'MISTRAL_BASE_URL' },
  shippedModels,
  load: async () => {
    const [{ createChatCompletions }, { mistral }] = await Promise.all([
      import('../openai-chat/chat-completions.ts'),
      import('./dialect.ts'),
    ]);
    return createChatCompletions(mistral);
  },
} satisfies ProviderEntry;
