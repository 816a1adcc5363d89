import type { Model } from '../../../shared/contract/providers.ts';
import { abilitiesOf } from './families.ts';

/**
 * As of 2026-11-21, from docs.x.ai. Shown until the vendor's own list is there, which names models and nothing
 * else. The first is the default.
 */
export const shippedModels: readonly Model[] = [
  model('grok-4.6', 'Grok 4.6', 500_000),
  model('grok-4.5', 'Grok 4.5', 500_000),
  model('grok-4.3', 'Grok 4.3', 1_000_000),
];

function model(id: string, name: string, contextWindow: number): Model {
  return { provider: 'xai', id, name, contextWindow, abilities: abilitiesOf(id) };
}
