import { useEffect, useId, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Header } from '../header.tsx';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { BudgetFields } from '../settings/costs/budget-fields.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { useNow } from '../ui/use-now.ts';
import { BudgetPanel } from './budget-panel.tsx';
import { periodOf, ranges } from './ranges.ts';
import type { Range } from './ranges.ts';
import { UsageReport } from './usage-report.tsx';
import { useBudget } from './use-budget.ts';
import { useCsvExport } from './use-csv-export.ts';
import { useUsage } from './use-usage.ts';

const everyMinute = 60_000;

/** What was asked, how much of it, and what it cost. */
export function UsagePage() {
  const { t } = useTranslation();
  const { settings } = usePage();
  const budgets = useStore(settings.store, (state) => state.settings?.budgets);
  const [range, setRange] = useState<Range>('30');
  const rangeLabel = useId();
  // A page that stays open over midnight has another today.
  const today = new Date(useNow(everyMinute)).toDateString();
  const period = useMemo(() => periodOf(range, new Date(today)), [range, today]);
  const { state: spending, error: lost } = useBudget();
  const { usage, error } = useUsage(period, spending?.recorded ?? null);
  const csv = useCsvExport();
  const failure = error ?? lost;

  useEffect(() => {
    document.title = `${t('usage.title')} – ${t('app')}`;
  }, [t]);

  return (
    <>
      <Header title={t('usage.title')} />
      <div className="@container min-h-0 flex-1 scroll-pt-16 overflow-y-auto [scrollbar-gutter:stable]">
        <div className="mx-auto flex w-full max-w-[992px] flex-col gap-8 px-4 py-6">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h2 id={rangeLabel} className="sr-only">
              {t('usage.range')}
            </h2>
            <Choice
              labelledBy={rangeLabel}
              options={ranges.map((value) => ({ value, label: t(`usage.ranges.${value}`) }))}
              value={range}
              onChange={setRange}
            />
            <Button
              aria-disabled={csv.isRunning}
              className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
              onClick={() => {
                if (!csv.isRunning) void csv.save(period); // says so if it fails
              }}
            >
              {t(csv.isRunning ? 'usage.csvRunning' : 'usage.csv')}
            </Button>
          </div>
          {failure !== null && (
            <p role="alert" className="text-sm text-danger">
              {sayError(failure)}
            </p>
          )}
          {usage === null && failure === null && (
            <p className="text-sm text-muted">{t('usage.loading')}</p>
          )}
          {usage !== null && <UsageReport usage={usage} />}
          {spending !== null && budgets !== undefined && (
            <Part title={t('usage.budget.title')}>
              <p className="text-sm text-muted">{t('usage.budget.hint')}</p>
              <BudgetPanel budget={spending.budget} />
              <BudgetFields budgets={budgets} />
            </Part>
          )}
        </div>
      </div>
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4">
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}
