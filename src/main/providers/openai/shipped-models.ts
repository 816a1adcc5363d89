import type { Model } from '../../../shared/contract/providers.ts';
import { abilitiesOf, modelRulesOf } from './model-rules.ts';

/**
 * As of 2026-11-21: the models anyone may use whose end is not announced, from the model and deprecation pages at
 * developers.openai.com. Shown until the vendor's own list is there. The first is the default.
 */
export const shippedModels: readonly Model[] = [
  model('gpt-6.2-sol', 'GPT-6.2 Sol'),
  model('gpt-6.2-astra', 'GPT-6.2 Astra'),
  model('gpt-6.1-terra', 'GPT-6.1 Terra'),
  model('gpt-6-luna', 'GPT-6 Luna'),
  model('gpt-6.1-sol', 'GPT-6.1 Sol'),
  model('gpt-6-astra', 'GPT-6 Astra'),
  model('gpt-6-sol', 'GPT-6 Sol'),
  model('gpt-5.6-sol', 'GPT-5.6 Sol'),
  model('gpt-5.6-terra', 'GPT-5.6 Terra'),
  model('gpt-5.6-luna', 'GPT-5.6 Luna'),
  model('gpt-5.5', 'GPT-5.5'),
  model('gpt-5.4', 'GPT-5.4'),
  model('gpt-5.4-mini', 'GPT-5.4 mini'),
  model('gpt-5.4-nano', 'GPT-5.4 nano'),
];

export function model(id: string, name: string): Model {
  const rules = modelRulesOf(id);
  const { contextWindow, maxOutputTokens } = rules;
  return {
    provider: 'openai',
    id,
    name,
    ...(contextWindow === undefined ? {} : { contextWindow }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    abilities: abilitiesOf(rules),
  };
}
