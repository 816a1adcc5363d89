import { useEffect, useState } from 'react';
import type { UsageRow, UsageTotals } from '../../shared/contract/usage.ts';
import type { AppError } from '../../shared/errors.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { usePage } from '../page-context.tsx';
import type { Period } from './ranges.ts';

export interface Usage {
  readonly period: Period;
  readonly totals: UsageTotals;
  readonly days: readonly UsageRow[];
  readonly models: readonly UsageRow[];
  readonly conversations: readonly UsageRow[];
}

/** What was used in a period, read anew with every `revision`. What was read before stays until then. */
export function useUsage(
  { from, to }: Period,
  revision: number | null,
): { readonly usage: Usage | null; readonly error: AppError | null } {
  const { bridge } = usePage();
  const [usage, setUsage] = useState<Usage | null>(null);
  const [error, setError] = useState<AppError | null>(null);

  useEffect(() => {
    // Whoever cannot follow the requests is not connected.
    if (revision === null) return;
    const left = new AbortController();
    const { signal } = left;
    const { totals, summary } = bridge.client.usage;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const by = (what: 'day' | 'model' | 'conversation') =>
      summary({ from, to, by: what, timeZone }, { signal });
    Promise.all([
      totals({ from, to }, { signal }),
      by('day'),
      by('model'),
      by('conversation'),
    ]).then(
      ([all, days, models, conversations]) => {
        if (signal.aborted) return;
        setUsage({ period: { from, to }, totals: all, days, models, conversations });
        setError(null);
      },
      (failure: unknown) => {
        if (!signal.aborted) setError(toAppError(failure));
      },
    );
    return () => left.abort();
  }, [bridge, from, to, revision]);

  return { usage, error };
}
