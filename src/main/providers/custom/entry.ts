import type { CustomProvider } from '../../../shared/contract/custom-provider.ts';
import type { ProviderEntry } from '../provider.ts';

/** An entry for a server that a person described. */
export function customEntry({ id, name, baseUrl, headers }: CustomProvider): ProviderEntry {
  return {
    id,
    name,
    kind: 'custom',
    needsKey: false,
    defaultBaseUrl: baseUrl,
    headerNames: headers,
    shippedModels: [],
    load: async () => {
      const [{ createChatCompletions }, { customDialect }] = await Promise.all([
        import('../openai-chat/chat-completions.ts'),
        import('./dialect.ts'),
      ]);
      return createChatCompletions(customDialect({ id, name }, baseUrl));
    },
  };
}
