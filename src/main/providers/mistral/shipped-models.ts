import type { Model } from '../../../shared/contract/providers.ts';

/**
 * As of 2026-11-21, from docs.mistral.ai. Shown until the vendor's own list is there. The first is the default.
 */
export const shippedModels: readonly Model[] = [
  model('mistral-medium-latest', 'Mistral Medium', 262_144, true),
  model('mistral-large-latest', 'Mistral Large', 262_144, false),
  model('mistral-small-latest', 'Mistral Small', 256_000, true),
];

function model(id: string, name: string, contextWindow: number, reasoning: boolean): Model {
  return {
    provider: 'mistral',
    id,
    name,
    contextWindow,
    abilities: {
      tools: true,
      reasoning,
      images: true,
      pdf: true,
      temperature: true,
      maxTemperature: 1.5,
    },
  };
}
