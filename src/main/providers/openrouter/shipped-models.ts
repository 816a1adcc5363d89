import type { Model } from '../../../shared/contract/providers.ts';

/**
 * As of 2026-11-21. The vendor lists hundreds of models, to anyone who asks; until that list is there, the one
 * that picks another for each question.
 */
export const shippedModels: readonly Model[] = [
  {
    provider: 'openrouter',
    id: 'openrouter/auto',
    name: 'Auto Router',
    abilities: { tools: true, reasoning: false, images: true, pdf: true, temperature: true },
  },
];
