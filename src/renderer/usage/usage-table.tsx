import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UsageTotals } from '../../shared/contract/usage.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { sayCost } from './say-cost.ts';

export type TableRow = Pick<
  UsageTotals,
  'requests' | 'inputTokens' | 'outputTokens' | 'costUsd' | 'hasUnknownCost'
> & {
  readonly key: string;
  /** How long its bar is, from 0 to 1; absent: it has none. */
  readonly share?: number;
};

export interface UsageTableProps<Row extends TableRow> {
  readonly labelledBy: string;
  /** What its first column is. */
  readonly first: string;
  readonly rows: readonly Row[];
  readonly nameOf: (row: Row) => ReactNode;
}

const shownAtFirst = 10;
const wide = 'hidden @xl:table-cell';

/** Figures by whatever they are summed by. Where there is little room, the lesser ones stand under the name. */
export function UsageTable<Row extends TableRow>({
  labelledBy,
  first,
  rows,
  nameOf,
}: UsageTableProps<Row>) {
  const { t, i18n } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const amount = (value: number) => value.toLocaleString(i18n.language);
  const shown = isWhole ? rows : rows.slice(0, shownAtFirst);
  const columns = [
    { name: t('usage.requests'), of: (row: Row) => row.requests },
    { name: t('usage.input'), of: (row: Row) => row.inputTokens },
    { name: t('usage.output'), of: (row: Row) => row.outputTokens },
  ];
  return (
    <>
      <table aria-labelledby={labelledBy} className="w-full table-fixed text-sm tabular-nums">
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className="py-1 pr-4 text-left font-normal">
              {first}
            </th>
            {columns.map(({ name }) => (
              <th
                key={name}
                scope="col"
                className={classNames('w-28 py-1 pr-4 text-right font-normal', wide)}
              >
                {name}
              </th>
            ))}
            <th scope="col" className="w-28 py-1 text-right font-normal">
              {t('usage.cost')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.key} className="border-t border-border align-top">
              <th scope="row" className="py-2 pr-4 text-left font-normal [overflow-wrap:anywhere]">
                {nameOf(row)}
                {row.share !== undefined && <RowBar share={row.share} />}
                <span className="block text-xs text-muted @xl:hidden">
                  {t('usage.line', {
                    requests: t('usage.requestCount', {
                      count: row.requests,
                      amount: amount(row.requests),
                    }),
                    input: amount(row.inputTokens),
                    output: amount(row.outputTokens),
                  })}
                </span>
              </th>
              {columns.map(({ name, of }) => (
                <td key={name} className={classNames('py-2 pr-4 text-right', wide)}>
                  {amount(of(row))}
                </td>
              ))}
              <td className="py-2 text-right">{sayCost(row, t, i18n.language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shownAtFirst && (
        <Button look="quiet" className="self-start" onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('usage.less') : t('usage.more', { amount: amount(rows.length) })}
        </Button>
      )}
    </>
  );
}

/** The figures beside it say the same in numbers. */
function RowBar({ share }: { readonly share: number }) {
  return (
    <svg
      aria-hidden
      data-share={share.toFixed(3)}
      viewBox="0 0 1 1"
      preserveAspectRatio="none"
      className="mt-1 mb-0.5 block h-2 w-full rounded-sm bg-hover"
    >
      <rect width={share} height={1} className="fill-accent" />
    </svg>
  );
}
