import { useTranslation } from 'react-i18next';
import type { ProviderStatus } from '../../shared/contract/status.ts';
import { Meter } from '../ui/meter.tsx';
import { moment } from '../ui/moment.ts';

const kinds = ['requests', 'tokens', 'inputTokens', 'outputTokens'] as const;

/** What a vendor still takes, of as many kinds as it has told. */
export function QuotaList({ limits }: { readonly limits: NonNullable<ProviderStatus['limits']> }) {
  const { t, i18n } = useTranslation();
  const amount = (value: number) => value.toLocaleString(i18n.language);
  return (
    <ul className="flex flex-col gap-1.5">
      {kinds.map((kind) => {
        const allowance = limits[kind];
        if (allowance === undefined) return null;
        const { limit, remaining, resetAt } = allowance;
        const text = t(`status.quota.${kind}`, {
          remaining: amount(remaining),
          limit: amount(limit),
        });
        return (
          <li key={kind}>
            <span className="block tabular-nums">{text}</span>
            <Meter
              label={text}
              value={remaining}
              of={limit}
              tone={remaining < limit / 10 ? 'warning' : 'plain'}
            />
            {resetAt !== undefined && (
              <span className="block text-xs text-muted tabular-nums">
                {t('status.quota.resets', { time: moment(resetAt, i18n.language) })}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
