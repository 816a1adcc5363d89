import type { ProviderEntry } from '../provider.ts';
import { shippedModels } from './shipped-models.ts';

export const xaiEntry = {
  id: 'xai',
  name: 'xAI',
  needsKey: true,
  keyPage: 'https://console.x.ai',
  defaultBaseUrl: 'https://api.x.ai/v1',
  environment: { apiKey: 'XAI_API_KEY', baseUrl: 'XAI_BASE_URL' },
  shippedModels,
  load: async () => {
    const [{ createChatCompletions }, { xai }] = await Promise.all([
      import('../openai-chat/chat-completions.ts'),
      import('./dialect.ts'),
    ]);
    return createChatCompletions(xai);
  },
} satisfies ProviderEntry;
