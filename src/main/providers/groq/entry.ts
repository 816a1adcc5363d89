import type { ProviderEntry } from '../provider.ts';
import { shippedModels } from './shipped-models.ts';

export const groqEntry = {
  id: 'groq',
  name: 'Groq',
  needsKey: true,
  batchPrice: 0.5,
  keyPage: 'https://console.groq.com/keys',
  defaultBaseUrl: 'https://api.groq.com',
  environment: { apiKey: 'GROQ_API_KEY', baseUrl: 'GROQ_BASE_URL' },
  shippedModels,
  load: async () => {
    const [{ createChatCompletions }, { groq }] = await Promise.all([
      import('../openai-chat/chat-completions.ts'),
      import('./dialect.ts'),
    ]);
    return createChatCompletions(groq);
  },
} satisfies ProviderEntry;
