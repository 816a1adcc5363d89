import type { TFunction } from 'i18next';
import { dollars } from '../../shared/dollars.ts';

/** What is not known is never told as nothing. */
export function sayCost(
  {
    costUsd,
    hasUnknownCost,
  }: { readonly costUsd: number | null; readonly hasUnknownCost: boolean },
  t: TFunction,
  language: string,
): string {
  const known = costUsd ?? 0;
  if (hasUnknownCost && known === 0) return t('usage.unknown');
  const amount = dollars(known, language);
  return hasUnknownCost ? t('usage.atLeast', { amount }) : amount;
}
