import type { ProviderEntry } from '../provider.ts';

export const demoEntry: ProviderEntry = {
  id: 'demo',
  name: 'Demo',
  needsKey: false,
  shippedModels: [
    {
      provider: 'demo',
      id: 'demo',
      name: 'Demo',
      abilities: { tools: true, reasoning: true, images: false, pdf: false },
    },
  ],
  load: async () => (await import('./demo.ts')).createDemo,
};
