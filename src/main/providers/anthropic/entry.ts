import type { ProviderEntry } from '../provider.ts';
import { shippedModels } from './shipped-models.ts';

export const anthropicEntry: ProviderEntry = {
  id: 'anthropic',
  name: 'Anthropic',
  needsKey: true,
  batchPrice: 0.5,
  countsTokens: true,
  keyPage: 'https://platform.claude.com/settings/keys',
  defaultBaseUrl: 'https://api.anthropic.com',
  environment: { apiKey: 'ANTHROPIC_API_KEY', baseUrl: 'ANTHROPIC_BASE_URL' },
  shippedModels,
  load: async () => {
    const { createAnthropic } = await import('./anthropic.ts');
    return createAnthropic;
  },
};
