import type { Model } from '../../../shared/contract/providers.ts';
import { abilitiesOf } from './families.ts';

/**
 * As of 2026-11-21, from api-docs.deepseek.com. Shown until the vendor's own list is there, which names models
 * and nothing else. The first is the default.
 */
export const shippedModels: readonly Model[] = [
  model('deepseek-v4-flash', 'DeepSeek V4 Flash'),
  model('deepseek-v4-pro', 'DeepSeek V4 Pro'),
];

function model(id: string, name: string): Model {
  return {
    provider: 'deepseek',
    id,
    name,
    contextWindow: 1_000_000,
    maxOutputTokens: 384_000,
    abilities: abilitiesOf(id),
  };
}
