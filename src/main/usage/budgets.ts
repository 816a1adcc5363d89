import { hasUnknownCost } from '../../shared/attempt-record.ts';
import type { AttemptRecord } from '../../shared/attempt-record.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Budget, BudgetPeriod } from '../../shared/contract/usage.ts';
import type { Price } from '../../shared/contract/providers.ts';
import type { Budgets as BudgetSettings } from '../../shared/contract/settings.ts';
import { dollars } from '../../shared/dollars.ts';
import { AppError } from '../../shared/errors.ts';
import { costOf } from '../providers/catalogue/cost-of.ts';
import type { ModelRequest } from '../providers/provider.ts';
import { requestTokens } from '../providers/tokens/request-tokens.ts';
import { createCalendar } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import { createCostLedger } from './cost-ledger.ts';
import type { Spending } from './cost-ledger.ts';

/** What a running request can cost at most is kept for it, so that many at once cannot overspend together. */
export interface Budgets {
  /** Throws `quota-exceeded` (`budget-spent`) if it could cost more than is left. */
  reserve(call: BudgetedCall): Reservation;
  /** Counts what an attempt cost, before its reservation is settled. */
  record(attempt: AttemptRecord): void;
  get(): Budget;
}

export interface BudgetedCall {
  readonly provider: string;
  readonly request: ModelRequest;
}

export interface Reservation {
  /** The request is over. What it cost came as a record; calling it again changes nothing. */
  settle(): void;
}

export interface BudgetsOptions {
  readonly settings: () => BudgetSettings;
  /** undefined: not known. Then nothing can be reserved, and it is said that it is not known. */
  readonly priceOf: (ref: { provider: string; model: string }) => Price | undefined;
  readonly maxOutputOf: (ref: { provider: string; model: string }) => number | undefined;
  readonly clock: Clock;
  /** undefined: that of this computer. */
  readonly timeZone?: string;
  /** More or less is held back than before. */
  readonly onReserved?: () => void;
  /** Since `spentSince` (cost-ledger.ts). */
  readonly spent: readonly Spending[];
}

/** Where nobody says how long an answer may get: longer than those of models nobody knows. */
const unknownMaxOutput = 128_000;

export function createBudgets({
  settings,
  priceOf,
  maxOutputOf,
  clock,
  timeZone,
  onReserved = () => {},
  spent,
}: BudgetsOptions): Budgets {
  let calendar: Calendar | undefined;
  const ledger = createCostLedger(spent);
  const reservations = new Set<{ readonly nanoUsd: number }>();

  function periodAt(now: number, name: 'day' | 'month') {
    // Its first one takes longer than all else here; nobody waits for it at the start.
    calendar ??= createCalendar(timeZone);
    return name === 'day'
      ? { from: calendar.startOfDay(now), to: calendar.startOfNextDay(now) }
      : { from: calendar.startOfMonth(now), to: calendar.startOfNextMonth(now) };
  }

  const reservedNano = () => [...reservations].reduce((sum, { nanoUsd }) => sum + nanoUsd, 0);

  function worstOf({ provider, request }: BudgetedCall): number | null {
    const ref = { provider, model: request.model };
    const price = priceOf(ref);
    if (price === undefined) return null;
    const inputTokens = requestTokens(request);
    const outputTokens = request.maxOutputTokens ?? maxOutputOf(ref) ?? unknownMaxOutput;
    const usage = { inputTokens, outputTokens };
    // Writing into the vendor's cache costs more than plain input with some.
    const costs = [usage, { ...usage, cacheWriteTokens: inputTokens }].map((used) =>
      costOf(price, used),
    );
    return Math.max(...costs.map((cost) => cost ?? 0));
  }

  function limitsNow() {
    const { dayUsd, monthUsd } = settings();
    return [
      { name: 'day' as const, limitUsd: dayUsd },
      { name: 'month' as const, limitUsd: monthUsd },
    ].flatMap(({ name, limitUsd }) => (limitUsd === null ? [] : [{ name, limitUsd }]));
  }

  function describe(name: 'day' | 'month', limit: number | null): BudgetPeriod {
    const { from, to } = periodAt(clock.now(), name);
    const { nanoUsd, ...sum } = ledger.sum(from, to);
    return {
      spent: toUsd(nanoUsd),
      reserved: toUsd(reservedNano()),
      limit,
      state: stateOf(nanoUsd, limit, settings().warnAtPercent),
      endsAt: to,
      hasUnknownCost: sum.hasUnknownCost,
    };
  }

  return {
    reserve(call) {
      const limits = limitsNow();
      // Counting takes time, so it is only done where somebody set a limit.
      const worst = limits.length === 0 ? 0 : (worstOf(call) ?? 0);
      for (const { name, limitUsd } of limits) {
        const { from, to } = periodAt(clock.now(), name);
        const left = toNano(limitUsd) - ledger.sum(from, to).nanoUsd - reservedNano();
        const isSpent = left <= 0 && worst > 0;
        if (worst > left || isSpent)
          throw overBudget(call.provider, { period: name, limitUsd, worst, left, until: to });
      }
      const reservation = { nanoUsd: worst };
      if (worst === 0) return { settle() {} };
      reservations.add(reservation);
      onReserved();
      return {
        settle() {
          if (reservations.delete(reservation)) onReserved();
        },
      };
    },
    record(attempt) {
      ledger.add({
        startsAt: attempt.startedAt,
        nanoUsd: attempt.costNanoUsd ?? 0,
        hasUnknownCost: hasUnknownCost(attempt),
      });
    },
    get: () => ({
      day: describe('day', settings().dayUsd),
      month: describe('month', settings().monthUsd),
    }),
  };
}

function stateOf(
  nanoUsd: number,
  limit: number | null,
  warnAtPercent: number,
): BudgetPeriod['state'] {
  if (limit === null) return 'ok';
  if (nanoUsd >= toNano(limit)) return 'spent';
  return nanoUsd * 100 >= toNano(limit) * warnAtPercent ? 'warning' : 'ok';
}

function overBudget(
  provider: string,
  {
    period,
    limitUsd,
    worst,
    left,
    until,
  }: { period: string; limitUsd: number; worst: number; left: number; until: number },
): AppError {
  const couldCostUsd = toUsd(worst);
  const leftUsd = Math.max(0, toUsd(left));
  return new AppError(
    'quota-exceeded',
    `This request could cost up to ${dollars(couldCostUsd, 'en', 'up')}, and ${dollars(leftUsd, 'en', 'down')} of your budget of ${dollars(limitUsd, 'en')} is left. You can change the budget in the settings.`,
    {
      situation: 'budget-spent',
      details: {
        provider,
        period,
        limitUsd,
        couldCostUsd,
        leftUsd,
        until,
      },
    },
  );
}

const nanoPerUsd = 1e9;

function toNano(usd: number): number {
  return Math.round(usd * nanoPerUsd);
}

function toUsd(nanoUsd: number): number {
  return nanoUsd / nanoPerUsd;
}
