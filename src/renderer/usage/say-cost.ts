import type { TFunction } from 'i18next';

/** Two digits behind the point, or as many as a small amount needs to be more than nothing. */
export function dollars(usd: number, language: string): string {
  const isTiny = usd > 0 && usd < 0.01;
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    ...(isTiny ? { minimumFractionDigits: 2, maximumSignificantDigits: 2 } : {}),
  });
  return format.format(usd);
}

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
