import { efforts } from '../../../shared/efforts.ts';
import type { Model } from '../../../shared/contract/providers.ts';
import { rulesOf } from './model-rules.ts';

/** What the vendor's list does not say of its models, by their names. */
export function abilitiesOf(id: string): Model['abilities'] {
  const { thinking, temperature, webSearch } = rulesOf(id);
  const levels =
    thinking.by === 'level'
      ? thinking.levels
      : thinking.by === 'budget'
        ? efforts.filter((effort) => thinking.budgets[effort] !== undefined)
        : [];
  const canBeOff = thinking.by === 'budget' && thinking.off === 0;
  return {
    tools: true,
    reasoning: thinking.by !== 'none',
    images: true,
    pdf: id.startsWith('gemini-'),
    ...(levels.length === 0 ? {} : { efforts: levels }),
    ...(levels.length === 0 || canBeOff ? {} : { reasoningOff: 'least' }),
    temperature,
    webSearch: webSearch !== 'none',
  };
}
