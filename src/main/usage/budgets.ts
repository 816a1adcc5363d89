import { hasUnknownCost } from '../../shared/attempt-record.ts';
import type { AttemptRecord } from '../../shared/attempt-record.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Budget, BudgetPeriod } from '../../shared/contract/usage.ts';
import type { Price } from '../../shared/contract/providers.ts';
import type { Budgets as BudgetSettings } from '../../shared/contract/settings.ts';
import type { BudgetSituation } from '../../shared/error-situations.ts';
import type { AppError } from '../../shared/errors.ts';
import { costOf } from '../providers/catalogue/cost-of.ts';
import type { ModelRequest } from '../providers/provider.ts';
import { requestTokens } from '../providers/tokens/request-tokens.ts';
import { createCalendar } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import { createCostLedger } from './cost-ledger.ts';
import type { Spending } from './cost-ledger.ts';
import { overBudget } from './over-budget.ts';

/** What a running request can cost at most is kept for it, so that many at once cannot overspend together. */
export interface Budgets {
  /**
   * Throws `quota-exceeded` (see over-budget.ts) if it could cost more than is left, also with an answer that is as
   * short as may be.
   */
  reserve(call: BudgetedCall): Reservation;
  /** Counts what an attempt cost, before its reservation is settled. */
  record(attempt: AttemptRecord): void;
  get(): Budget;
}

export interface BudgetedCall {
  readonly provider: string;
  readonly request: ModelRequest;
  /** Where nobody said how long the answer may get, it may get as long as what is left allows. */
  readonly canBeShorter?: boolean;
}

export interface Reservation {
  /** How long the answer may get, and what to say of one that this cut off; absent: as long as it likes. */
  readonly longest?: { readonly tokens: number; readonly error: AppError };
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

/** An answer that must be shorter than that helps nobody. */
const leastAnswer = 1024;

/** What a request can cost at most. */
interface Worst {
  /** In 1e-9 USD, of an answer of so many tokens. */
  readonly costOf: (outputTokens: number) => number;
  readonly outputTokens: number;
  readonly canBeShorter: boolean;
}

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

  function worstOf({ provider, request, canBeShorter = false }: BudgetedCall): Worst | null {
    const ref = { provider, model: request.model };
    const price = priceOf(ref);
    if (price === undefined) return null;
    const inputTokens = requestTokens(request);
    const known = maxOutputOf(ref);
    return {
      costOf(outputTokens) {
        const usage = { inputTokens, outputTokens };
        // Writing into the vendor's cache costs more than plain input with some.
        const costs = [usage, { ...usage, cacheWriteTokens: inputTokens }].map((used) =>
          costOf(price, used),
        );
        return Math.max(...costs.map((cost) => cost ?? 0));
      },
      outputTokens: request.maxOutputTokens ?? known ?? unknownMaxOutput,
      // A server refuses a number that is too high, and of some nobody knows which one is.
      canBeShorter: canBeShorter && request.maxOutputTokens === undefined && known !== undefined,
    };
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

  /** Of the limits there are, the one with the least left, in 1e-9 USD. */
  function tightest() {
    const all = limitsNow().map(({ name, limitUsd }) => {
      const { from, to } = periodAt(clock.now(), name);
      const left = toNano(limitUsd) - ledger.sum(from, to).nanoUsd - reservedNano();
      return { period: name, limitUsd, left, until: to };
    });
    return all.toSorted((a, b) => a.left - b.left)[0];
  }

  function hold(nanoUsd: number): Reservation {
    const reservation = { nanoUsd };
    reservations.add(reservation);
    onReserved();
    return {
      settle() {
        if (reservations.delete(reservation)) onReserved();
      },
    };
  }

  return {
    reserve(call) {
      const limit = tightest();
      // Counting takes time, so it is only done where somebody set a limit.
      const worst = limit === undefined ? null : worstOf(call);
      const couldCost = worst?.costOf(worst.outputTokens) ?? 0;
      if (limit === undefined || worst === null || couldCost === 0) return { settle() {} };
      const { left, ...facts } = limit;
      if (couldCost <= left) return hold(couldCost);
      const over = (situation: BudgetSituation) =>
        overBudget(situation, {
          provider: call.provider,
          ...facts,
          couldCostUsd: toUsd(couldCost),
          leftUsd: Math.max(0, toUsd(left)),
        });
      const tokens = longestFor(left, worst);
      if (!worst.canBeShorter || tokens < leastAnswer)
        throw over(situationOf(worst, left, reservedNano()));
      return {
        longest: { tokens, error: over('budget-cut') },
        // What was rounded up is not there to be held back.
        ...hold(Math.min(worst.costOf(tokens), left)),
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

/** How many tokens of an answer that much pays for; none at all if it is not positive. */
function longestFor(nanoUsd: number, { costOf: cost, outputTokens }: Worst): number {
  const unsaid = cost(0);
  return Math.floor((outputTokens * (nanoUsd - unsaid)) / (cost(outputTokens) - unsaid));
}

/** What is in the way, by what would help. */
function situationOf(
  { costOf: cost, outputTokens, canBeShorter }: Worst,
  left: number,
  reserved: number,
): BudgetSituation {
  const least = canBeShorter ? Math.min(leastAnswer, outputTokens) : outputTokens;
  if (reserved > 0 && cost(least) <= left + reserved) return 'budget-held';
  return cost(1) <= left ? 'budget-short' : 'budget-spent';
}

const nanoPerUsd = 1e9;

function toNano(usd: number): number {
  return Math.round(usd * nanoPerUsd);
}

function toUsd(nanoUsd: number): number {
  return nanoUsd / nanoPerUsd;
}
