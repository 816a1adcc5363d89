import type { ProviderEntry } from '../provider.ts';
import { shippedModels } from './shipped-models.ts';

export const deepseekEntry = {
  id: 'deepseek',
  name: 'DeepSeek',
  needsKey: true,
  keyPage: 'https://platform.deepseek.com/api_keys',
  defaultBaseUrl: 'https://api.deepseek.com',
  environment: { apiKey: 'DEEPSEEK_API_KEY', baseUrl: 'DEEPSEEK_BASE_URL' },
  shippedModels,
  load: async () => {
    const [{ createChatCompletions }, { deepseek }] = await Promise.all([
      import('../openai-chat/chat-completions.ts'),
      import('./dialect.ts'),
    ]);
    return createChatCompletions(deepseek);
  },
} satisfies ProviderEntry;
