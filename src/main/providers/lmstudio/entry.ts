import type { ProviderEntry } from '../provider.ts';

export const lmstudioEntry = {
  id: 'lmstudio',
  name: 'LM Studio',
  needsKey: false,
  kind: 'local',
  defaultBaseUrl: 'http://127.0.0.1:1234/v1',
  // LM Studio itself has no such variable: named like those of the others.
  environment: { baseUrl: 'LMSTUDIO_BASE_URL' },
  shippedModels: [],
  load: async () => {
    const [{ createChatCompletions }, { lmstudio }] = await Promise.all([
      import('../openai-chat/chat-completions.ts'),
      import('./dialect.ts'),
    ]);
    return createChatCompletions(lmstudio);
  },
} satisfies ProviderEntry;
