import type { ProviderEntry } from '../provider.ts';
import { addressFromHost } from './address-from-host.ts';

export const ollamaEntry = {
  id: 'ollama',
  name: 'Ollama',
  needsKey: false,
  kind: 'local',
  defaultBaseUrl: 'http://127.0.0.1:11434',
  environment: { baseUrl: 'OLLAMA_HOST' },
  toBaseUrl: addressFromHost,
  shippedModels: [],
  load: async () => {
    const [{ createChatCompletions }, { ollama }] = await Promise.all([
      import('../openai-chat/chat-completions.ts'),
      import('./dialect.ts'),
    ]);
    return createChatCompletions(ollama);
  },
} satisfies ProviderEntry;
