import type { Model } from '../../../shared/contract/providers.ts';

export function abilitiesOf(id: string): Model['abilities'] {
  return {
    tools: true,
    reasoning: true,
    images: id.includes('vision'),
    pdf: false,
    efforts: ['low', 'high', 'max'],
    temperature: true,
  };
}
