import type { ProviderEntry } from '../provider.ts';
import { shippedModels } from './shipped-models.ts';

export const openrouterEntry = {
  id: 'openrouter',
  name: 'OpenRouter',
  needsKey: true,
  keyPage: 'https://openrouter.ai/settings/keys',
  defaultBaseUrl: 'https://openrouter.ai/api/v1',
  environment: { apiKey: 'OPENROUTER_API_KEY', baseUrl: 'OPENROUTER_BASE_URL' },
  shippedModels,
  load: async () => {
    const [{ createChatCompletions }, { openrouter }] = await Promise.all([
      import('../openai-chat/chat-completions.ts'),
      import('./dialect.ts'),
    ]);
    return createChatCompletions(openrouter);
  },
} satisfies ProviderEntry;
