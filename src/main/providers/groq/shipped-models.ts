import type { Model } from '../../../shared/contract/providers.ts';
import { abilitiesOf } from './families.ts';

/**
 * As of 2026-11-21, from the pages of models and of reasoning at console.groq.com. Shown until the vendor's own
 * list is there. The first is the default.
 */
export const shippedModels: readonly Model[] = [
  model('openai/gpt-oss-120b', 'GPT OSS 120B', 65_536),
  model('openai/gpt-oss-20b', 'GPT OSS 20B', 65_536),
  model('qwen/qwen3.8-27b', 'Qwen 3.8 27B'),
];

function model(id: string, name: string, maxOutputTokens?: number): Model {
  return {
    provider: 'groq',
    id,
    name,
    contextWindow: 131_072,
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    abilities: abilitiesOf(id),
  };
}
