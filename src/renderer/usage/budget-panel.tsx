import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Budget, BudgetPeriod } from '../../shared/contract/usage.ts';
import { dollars } from '../../shared/dollars.ts';
import { classNames } from '../ui/class-names.ts';
import { Meter } from '../ui/meter.tsx';
import { moment } from '../ui/moment.ts';

const looks = {
  ok: { icon: CircleCheck, color: 'text-success', tone: 'plain' },
  warning: { icon: TriangleAlert, color: 'text-warning', tone: 'warning' },
  spent: { icon: CircleX, color: 'text-danger', tone: 'danger' },
} as const;

/** How much of today's and of this month's budget is gone. */
export function BudgetPanel({ budget }: { readonly budget: Budget }) {
  return (
    <div className="grid gap-4 @xl:grid-cols-2">
      <Period name="day" period={budget.day} />
      <Period name="month" period={budget.month} />
    </div>
  );
}

function Period({ name, period }: { readonly name: keyof Budget; readonly period: BudgetPeriod }) {
  const { t, i18n } = useTranslation();
  const { spent, reserved, limit, state, endsAt, hasUnknownCost } = period;
  const { icon: Icon, color, tone } = looks[state];
  const amount = (usd: number) => dollars(usd, i18n.language);
  const line =
    limit === null
      ? t('usage.budget.noLimit', { spent: amount(spent) })
      : t('usage.budget.spentOf', { spent: amount(spent), limit: amount(limit) });
  return (
    <div className="min-w-0 text-sm">
      <h3 className="font-medium">{t(`usage.budget.${name}`)}</h3>
      <p className="tabular-nums">{line}</p>
      {limit !== null && (
        <>
          <Meter label={line} value={spent} of={limit} tone={tone} />
          <p className={classNames('flex items-start gap-1.5', color)}>
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
            {t(`usage.budget.states.${state}`, { time: moment(endsAt, i18n.language) })}
          </p>
        </>
      )}
      {reserved > 0 && (
        <p className="text-xs text-muted tabular-nums">
          {t('usage.budget.reserved', { amount: amount(reserved) })}
        </p>
      )}
      {hasUnknownCost && <p className="text-xs text-muted">{t('usage.budget.unknownCost')}</p>}
    </div>
  );
}
