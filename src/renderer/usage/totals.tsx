import { useTranslation } from 'react-i18next';
import type { UsageTotals } from '../../shared/contract/usage.ts';
import { sayCost } from './say-cost.ts';

/** The figures of the whole period. */
export function Totals({ totals }: { readonly totals: UsageTotals }) {
  const { t, i18n } = useTranslation();
  const amount = (value: number) => value.toLocaleString(i18n.language);
  const cached = amount(totals.cacheReadTokens);
  const reasoning = amount(totals.reasoningTokens);
  const tiles = [
    { name: t('usage.cost'), value: sayCost(totals, t, i18n.language) },
    { name: t('usage.requests'), value: amount(totals.requests) },
    {
      name: t('usage.input'),
      value: amount(totals.inputTokens),
      note: t('usage.ofWhichCached', { amount: cached }),
    },
    {
      name: t('usage.output'),
      value: amount(totals.outputTokens),
      note: t('usage.ofWhichReasoning', { amount: reasoning }),
    },
  ];
  return (
    <dl className="grid grid-cols-2 gap-3 @3xl:grid-cols-4">
      {tiles.map(({ name, value, note }) => (
        <div key={name} className="min-w-0 rounded-xl border border-border bg-raised p-3">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="text-lg font-semibold tabular-nums [overflow-wrap:anywhere]">{value}</dd>
          {note !== undefined && <dd className="text-xs text-muted tabular-nums">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
