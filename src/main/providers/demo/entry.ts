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
      price: { input: 0, output: 0 },
    },
  ],
  load: async () => (await import('./demo.ts')).createDemo,
};
