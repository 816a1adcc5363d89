import type { UsageRow } from '../../shared/contract/usage.ts';
import { dayName } from '../files/day-name.ts';
import type { Period } from './ranges.ts';

export const measures = ['tokens', 'cost'] as const;
export type Measure = (typeof measures)[number];

export interface Bar {
  /** `2026-03-01`, or `2026-03`. */
  readonly key: string;
  readonly start: Date;
  readonly requests: number;
  readonly tokens: number;
  readonly costUsd: number;
  /** There were requests whose cost is not known: it was more. */
  readonly hasUnknownCost: boolean;
}

export interface Bars {
  readonly unit: 'day' | 'month';
  /** Oldest first, none left out. */
  readonly bars: readonly Bar[];
}

/** More days than these are too thin to be told apart. */
const mostDays = 92;

/** A bar for each day of the period, empty ones too; for each month where the days are too many. */
export function toBars(rows: readonly UsageRow[], period: Period): Bars {
  // Of all time only what there is: from the first day with a request.
  const first = period.from > 0 ? period.from : ((rows[0] && dayOf(rows[0].key)) ?? period.to - 1);
  const start = new Date(first);
  const days = Math.round((period.to - first) / 86_400_000);
  const unit = days > mostDays ? 'month' : 'day';
  const keyOf = (date: Date) => dayName(date).slice(0, unit === 'day' ? 10 : 7);

  const bars = new Map<string, Bar>();
  const { from: begin, next } = stepsOf(start, unit);
  for (let date = begin; date.getTime() < period.to; date = next(date))
    bars.set(keyOf(date), { ...empty, key: keyOf(date), start: date });
  for (const row of rows) {
    const key = row.key.slice(0, unit === 'day' ? 10 : 7);
    const bar = bars.get(key);
    if (bar !== undefined) bars.set(key, add(bar, row));
  }
  return { unit, bars: [...bars.values()] };
}

export function valueOf(bar: Bar, measure: Measure): number {
  return measure === 'tokens' ? bar.tokens : bar.costUsd;
}

/** The end of an axis that reads well: the first of 1, 2, 2.5, 5 or 10 times a power of ten that is enough. */
export function niceMaximum(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((each) => each * power >= value * (1 - 1e-9)) ?? 10;
  return step * power;
}

const empty = { requests: 0, tokens: 0, costUsd: 0, hasUnknownCost: false };

function add(bar: Bar, row: UsageRow): Bar {
  return {
    ...bar,
    requests: bar.requests + row.requests,
    tokens: bar.tokens + row.inputTokens + row.outputTokens,
    costUsd: bar.costUsd + (row.costUsd ?? 0),
    hasUnknownCost: bar.hasUnknownCost || row.hasUnknownCost,
  };
}

function stepsOf(start: Date, unit: Bars['unit']) {
  const [year, month, day] = [start.getFullYear(), start.getMonth(), start.getDate()] as const;
  return unit === 'day'
    ? {
        from: new Date(year, month, day),
        next: (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1),
      }
    : {
        from: new Date(year, month, 1),
        next: (date: Date) => new Date(date.getFullYear(), date.getMonth() + 1, 1),
      };
}

function dayOf(key: string): number {
  const [year = 1970, month = 1, day = 1] = key.split('-').map(Number);
  return new Date(year, month - 1, day).getTime();
}
