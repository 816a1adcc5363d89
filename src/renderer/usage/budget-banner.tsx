import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BudgetPeriod } from '../../shared/contract/usage.ts';
import { dollars } from '../../shared/dollars.ts';
import { RouteLink } from '../route-link.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button, buttonClass } from '../ui/button.tsx';
import { moment } from '../ui/moment.ts';
import { useBudget } from './use-budget.ts';

/** Says that a budget is nearly, or all, spent. Put away it stays so until that changes. */
export function BudgetBanner() {
  const { t, i18n } = useTranslation();
  const { state: spending } = useBudget();
  const [putAway, setPutAway] = useState<readonly string[]>([]);
  if (spending === null) return null;

  const { day, month } = spending.budget;
  const worth = [['month', month] as const, ['day', day] as const].filter(
    ([name, period]) => period.state !== 'ok' && !putAway.includes(idOf(name, period)),
  );
  // One is enough: first what is spent, and the longer of two.
  const [name, period] = worth.find(([, { state }]) => state === 'spent') ?? worth[0] ?? [];
  if (name === undefined || period === undefined || period.limit === null) return null;
  if (period.state === 'ok') return null;

  return (
    <section aria-label={t('usage.banner.label')}>
      <Banner
        text={t(`usage.banner.${name}.${period.state}`, {
          spent: dollars(period.spent, i18n.language),
          limit: dollars(period.limit, i18n.language),
          time: moment(period.endsAt, i18n.language),
        })}
      >
        <RouteLink to={{ page: 'usage' }} className={buttonClass('plain')}>
          {t('usage.title')}
        </RouteLink>
        <Button onClick={() => setPutAway([...putAway, idOf(name, period)])}>
          {t('notices.dismiss')}
        </Button>
      </Banner>
    </section>
  );
}

function idOf(name: string, { state, limit, endsAt }: BudgetPeriod): string {
  return `${name} ${state} ${limit} ${endsAt}`;
}
