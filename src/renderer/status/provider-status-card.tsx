import type { TFunction } from 'i18next';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderStatus } from '../../shared/contract/status.ts';
import { duration } from '../chat/duration.ts';
import { reasonText } from '../chat/turn-sentence.ts';
import { moment } from '../ui/moment.ts';
import { TimeLabel } from '../ui/time-label.tsx';
import { ProviderState } from './provider-state.tsx';
import { QuotaList } from './quota-list.tsx';

/** All that is known of one provider, in words and figures. */
export function ProviderStatusCard({ provider }: { readonly provider: ProviderStatus }) {
  const { t, i18n } = useTranslation();
  const title = useId();
  const { name, state, limits, breaker, queued, keys, lastError, attempts } = provider;
  const isUsed = attempts > 0 || lastError !== null || queued > 0 || breaker.state !== 'closed';
  return (
    <section
      aria-labelledby={title}
      className="@container flex flex-col gap-3 rounded-xl border border-border bg-raised p-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 id={title} className="text-base font-semibold">
          {name}
        </h2>
        <ProviderState state={state} />
      </div>
      <dl className="grid gap-x-6 gap-y-3 text-sm @md:grid-cols-2 @3xl:grid-cols-3">
        <Fact name={t('status.models')}>{modelsLine(provider, t, i18n.language)}</Fact>
        {isUsed ? (
          <Figures provider={provider} />
        ) : (
          <Fact name={t('usage.requests')}>{t('status.none')}</Fact>
        )}
        {keys.length > 0 && (
          <Fact name={t('status.keys')}>
            <ul>
              {keys.map((key, index) => {
                const which = keyName(key.last4, index, keys.length, t);
                return <li key={which}>{keyLine(key, which, t, i18n.language)}</li>;
              })}
            </ul>
          </Fact>
        )}
        {limits !== null && Object.keys(limits).length > 0 && (
          <Fact name={t('status.quota.label')}>
            <QuotaList limits={limits} />
          </Fact>
        )}
      </dl>
    </section>
  );
}

/** As the settings number them: two can end alike, and of a short one no end is shown. */
function keyName(last4: string, index: number, count: number, t: TFunction): string {
  const end = last4 === '' ? '' : `…${last4}`;
  if (count === 1 && end !== '') return end;
  return `${t('settings.key.number', { number: index + 1 })} ${end}`.trim();
}

function keyLine(
  { asideUntil, forOrigin }: ProviderStatus['keys'][number],
  key: string,
  t: TFunction,
  locale: string,
): string {
  if (forOrigin !== undefined) return t('status.keyElsewhere', { key, origin: forOrigin });
  if (asideUntil === null) return t('status.keyInUse', { key });
  return t('status.keyAside', { key, time: moment(asideUntil, locale) });
}

/** How its requests went, and what keeps new ones from it. */
function Figures({ provider }: { readonly provider: ProviderStatus }) {
  const { t, i18n } = useTranslation();
  const { latency, breaker, queued, lastError, lastSuccessAt } = provider;
  const spread = (p50: number, p95: number) =>
    t('status.median', { p50: duration(p50, i18n.language), p95: duration(p95, i18n.language) });
  return (
    <>
      {latency !== null && (
        <>
          <Fact name={t('status.firstByte')}>
            {spread(latency.firstByteP50, latency.firstByteP95)}
          </Fact>
          <Fact name={t('status.whole')}>{spread(latency.totalP50, latency.totalP95)}</Fact>
        </>
      )}
      <Fact name={t('status.failed')}>{failedLine(provider, t, i18n.language)}</Fact>
      <Fact name={t('status.lastSuccess')}>
        {lastSuccessAt === null ? t('status.never') : <TimeLabel at={lastSuccessAt} />}
      </Fact>
      <Fact name={t('status.lastError')}>
        {lastError === null ? (
          t('status.noError')
        ) : (
          <>
            <span className="inline-block first-letter:uppercase">
              {reasonText({ code: lastError.code, details: {} }, t)}
            </span>
            {' · '}
            <TimeLabel at={lastError.at} />
          </>
        )}
      </Fact>
      <Fact name={t('status.breaker.label')}>
        {breaker.state === 'open' && breaker.retryAt !== null
          ? t('status.breaker.openUntil', { time: moment(breaker.retryAt, i18n.language) })
          : t(`status.breaker.${breaker.state}`)}
      </Fact>
      <Fact name={t('status.queue')}>
        {queued === 0
          ? t('status.queueEmpty')
          : t('status.queued', { count: queued, amount: queued.toLocaleString(i18n.language) })}
      </Fact>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="tabular-nums [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function modelsLine({ models }: ProviderStatus, t: TFunction, language: string): string {
  const { count, source } = models;
  if (source === null) return t('status.sources.unknown');
  const amount = t('status.modelCount', { count, amount: count.toLocaleString(language) });
  return `${amount}, ${t(`status.sources.${source}`)}`;
}

function failedLine({ attempts, errorRate }: ProviderStatus, t: TFunction, language: string) {
  if (attempts === 0) return t('status.none');
  return t('status.failedOf', {
    count: attempts,
    failed: Math.round(errorRate * attempts).toLocaleString(language),
    amount: attempts.toLocaleString(language),
    percent: errorRate.toLocaleString(language, { style: 'percent', maximumFractionDigits: 1 }),
  });
}
