import { useId, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { serverThatAsked } from '../../shared/asked-by-server.ts';
import type { UsageRow } from '../../shared/contract/usage.ts';
import { RouteLink } from '../route-link.tsx';
import { modelOfKey } from '../settings/requests/fallbacks.ts';
import { useRemovedServer } from '../settings/use-removed-server.ts';
import { buttonClass } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { measures, toBars } from './bars.ts';
import type { Measure } from './bars.ts';
import { DayChart } from './day-chart.tsx';
import { rankRows } from './rank-rows.ts';
import { Totals } from './totals.tsx';
import { UsageTable } from './usage-table.tsx';
import type { Usage } from './use-usage.ts';

/** The figures of a period: in all, over time, by model and by conversation. */
export function UsageReport({ usage }: { readonly usage: Usage }) {
  const { t } = useTranslation();
  const [measure, setMeasure] = useState<Measure>('tokens');
  if (usage.totals.requests === 0) return <Empty />;
  return (
    <>
      <Totals totals={usage.totals} />
      {usage.totals.hasUnknownCost && (
        <p className="-mt-4 text-sm text-muted">{t('usage.unknownHint')}</p>
      )}
      <OverTime usage={usage} measure={measure} onMeasure={setMeasure} />
      <By
        title={t('usage.byModel')}
        first={t('usage.model')}
        rows={usage.models}
        measure={measure}
        nameOf={modelName}
      />
      <By
        title={t('usage.byConversation')}
        first={t('usage.conversation')}
        rows={usage.conversations}
        measure={measure}
        nameOf={conversationName}
      />
    </>
  );
}

function Empty() {
  const { t } = useTranslation();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-xl border border-border bg-surface p-4">
      <p className="min-w-0 flex-1 basis-56 text-sm text-muted">{t('usage.empty')}</p>
      <RouteLink to={{ page: 'new' }} className={buttonClass('primary')}>
        {t('status.ask')}
      </RouteLink>
    </div>
  );
}

interface OverTimeProps {
  readonly usage: Usage;
  readonly measure: Measure;
  readonly onMeasure: (measure: Measure) => void;
}

function OverTime({ usage: { days, period }, measure, onMeasure }: OverTimeProps) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const measureLabel = useId();
  const bars = useMemo(() => toBars(days, period), [days, period]);
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id={id} className="text-lg font-semibold">
          {t(`usage.over.${bars.unit}`)}
        </h2>
        <span id={measureLabel} className="sr-only">
          {t('usage.chart.measure')}
        </span>
        <Choice
          labelledBy={measureLabel}
          options={measures.map((value) => ({ value, label: t(`usage.measures.${value}`) }))}
          value={measure}
          onChange={onMeasure}
        />
      </div>
      <DayChart {...bars} measure={measure} />
      <Disclosure summary={t('usage.chart.table')}>
        {() => (
          <UsageTable
            labelledBy={id}
            first={t('usage.day')}
            rows={days.toReversed()}
            nameOf={({ key }) =>
              new Date(`${key}T00:00`).toLocaleDateString(i18n.language, { dateStyle: 'medium' })
            }
          />
        )}
      </Disclosure>
    </section>
  );
}

interface ByProps {
  readonly title: string;
  readonly first: string;
  readonly rows: readonly UsageRow[];
  readonly measure: Measure;
  readonly nameOf: (row: UsageRow) => ReactNode;
}

/** A chart of which every row is told in figures as well. */
function By({ title, first, rows, measure, nameOf }: ByProps) {
  const { t } = useTranslation();
  const id = useId();
  const ranked = useMemo(() => rankRows(rows, measure), [rows, measure]);
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      <p className="text-xs text-muted">{t(`usage.chart.bars.${measure}`)}</p>
      <UsageTable labelledBy={id} first={first} rows={ranked} nameOf={nameOf} />
    </section>
  );
}

function modelName(row: UsageRow): ReactNode {
  return <ModelName row={row} />;
}

/** With its provider under it: two can have a model of the same name. */
function ModelName({ row: { key, label, providerName } }: { readonly row: UsageRow }) {
  const { t } = useTranslation();
  const ref = modelOfKey(key);
  const removed = useRemovedServer(ref);
  const of =
    removed === null
      ? providerName
      : providerName === undefined
        ? t('usage.removedServer')
        : t('usage.removed', { name: providerName });
  return (
    <>
      {label === '' ? ref.model : label}
      {of !== undefined && <span className="block text-xs text-muted">{of}</span>}
    </>
  );
}

function conversationName(row: UsageRow): ReactNode {
  return <ConversationName row={row} />;
}

/** Leads to it, if it is still there. */
function ConversationName({ row: { key, label } }: { readonly row: UsageRow }) {
  const { t } = useTranslation();
  if (serverThatAsked(key) !== undefined)
    return label === '' ? (
      <span className="text-muted">{t('usage.askedByGone')}</span>
    ) : (
      t('usage.askedBy', { server: label })
    );
  if (key === '' || label === '')
    return (
      <span className="text-muted">{t(key === '' ? 'usage.noConversation' : 'usage.gone')}</span>
    );
  return (
    <RouteLink
      to={{ page: 'chat', id: key }}
      data-conversation
      className="text-accent underline underline-offset-2"
    >
      {label}
    </RouteLink>
  );
}
