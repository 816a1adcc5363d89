import type { CustomProvider } from '../../../shared/contract/custom-provider.ts';
import type { Model } from '../../../shared/contract/providers.ts';
import { maxTemperatureOf } from '../max-temperature.ts';
import type { ProviderEntry } from '../provider.ts';

/** An entry for a server that a person described. */
export function customEntry({ id, name, baseUrl, headers, models }: CustomProvider): ProviderEntry {
  return {
    id,
    name,
    kind: 'custom',
    needsKey: false,
    defaultBaseUrl: baseUrl,
    headerNames: headers,
    shippedModels: models.map((model) => namedModel(id, model)),
    load: async () => {
      const [{ createChatCompletions }, { customDialect }] = await Promise.all([
        import('../openai-chat/chat-completions.ts'),
        import('./dialect.ts'),
      ]);
      return createChatCompletions(customDialect({ id, name }, baseUrl, models));
    },
  };
}

/** What most can do, so that nothing is out of reach. */
function namedModel(provider: string, id: string): Model {
  return {
    provider,
    id,
    name: id,
    abilities: {
      tools: true,
      reasoning: false,
      images: true,
      pdf: false,
      temperature: true,
      ...maxTemperatureOf(id),
    },
  };
}
