/**
 * Two digits behind the point, or as many as a small amount needs to be more than nothing. `up` and `down` are for
 * two amounts side by side, of which the greater must not look like the smaller.
 */
export function dollars(
  usd: number,
  language: string,
  round: 'nearest' | 'up' | 'down' = 'nearest',
): string {
  const isTiny = usd > 0 && usd < 0.01;
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    roundingMode: modes[round],
    ...(isTiny ? { minimumFractionDigits: 2, maximumSignificantDigits: 2 } : {}),
  });
  return format.format(usd);
}

const modes = { nearest: 'halfExpand', up: 'ceil', down: 'floor' } as const;
