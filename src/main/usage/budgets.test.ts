import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../shared/clock.ts';
import type { Budgets as BudgetSettings } from '../../shared/contract/settings.ts';
import type { Price } from '../../shared/contract/providers.ts';
import { makeAttempt } from '../store/__fixtures__/make-attempt.ts';
import { createBudgets } from './budgets.ts';
import type { Spending } from './cost-ledger.ts';

const noon = Date.parse('2026-03-15T12:00:00Z');
const hour = 60 * 60 * 1000;
/** Ten dollars per million: a token costs 10,000 billionths. */
const price: Price = { input: 10, output: 10 };
const noBudget: BudgetSettings = { dayUsd: null, monthUsd: null, warnAtPercent: 80 };

function open(
  settings: Partial<BudgetSettings>,
  { of = price, spent = [] }: { of?: Price | undefined; spent?: readonly Spending[] } = {},
) {
  const clock = createFakeClock(noon);
  const now = { ...noBudget, ...settings };
  const budgets = createBudgets({
    settings: () => now,
    priceOf: () => of,
    maxOutputOf: () => 1000,
    clock,
    timeZone: 'UTC',
    onReserved: () => changes.push(budgets.get().day.reserved),
    spent,
  });
  const changes: number[] = [];
  const charge = (costNanoUsd: number | null, startedAt = clock.now()) =>
    budgets.record(makeAttempt({ startedAt, costNanoUsd, inputTokens: 1 }));
  return { budgets, clock, charge, changes };
}

/** A request whose input is nothing: at most `maxOutputTokens` × a hundred-thousandth of a dollar. */
const call = (maxOutputTokens?: number) => ({
  provider: 'p',
  request: {
    model: 'm',
    systemPrompt: '',
    messages: [],
    tools: [],
    reasoning: false,
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
  },
});
const refused = (period: string, situation = 'budget-spent') =>
  expect.objectContaining({
    code: 'quota-exceeded',
    details: expect.objectContaining({ situation, period }),
  });

describe('a budget', () => {
  it('lets requests go while what they can cost at most is left', () => {
    const { budgets, changes } = open({ dayUsd: 0.03 });
    const first = budgets.reserve(call());
    budgets.reserve(call());
    budgets.reserve(call());
    expect(budgets.get().day).toMatchObject({ spent: 0, reserved: 0.03, limit: 0.03 });
    expect(() => budgets.reserve(call(1))).toThrowError(refused('day', 'budget-held'));
    first.settle();
    first.settle();
    expect(changes).toEqual([0.01, 0.02, 0.03, 0.02]);
    budgets.reserve(call());
    expect(() => budgets.reserve(call(1))).toThrowError(refused('day', 'budget-held'));
  });

  it('says what could have been spent and what is left', () => {
    const { budgets, charge } = open({ monthUsd: 1 });
    charge(995_000_000);
    expect(() => budgets.reserve(call())).toThrowError(
      expect.objectContaining({
        message:
          'This request could cost up to $0.01, and $0.005 of your budget of $1.00 is left. Choose a smaller “Longest answer” in the options of the model, or a cheaper model, or raise the budget in the settings.',
        details: {
          situation: 'budget-short',
          provider: 'p',
          period: 'month',
          limitUsd: 1,
          couldCostUsd: 0.01,
          leftUsd: 0.005,
          until: Date.parse('2026-04-01T00:00:00Z'),
        },
      }),
    );
    budgets.reserve(call(500));
  });

  it('counts the input that is sent, at the price of writing it into the cache where that is dearer', () => {
    const { budgets } = open({ dayUsd: 100 }, { of: { input: 1, output: 0, cacheWrite: 2 } });
    const { request } = call(0);
    budgets.reserve({ provider: 'p', request: { ...request, systemPrompt: 'word '.repeat(1000) } });
    const { reserved } = budgets.get().day;
    expect(reserved).toBeGreaterThan(2 * 900e-6);
    expect(reserved).toBeLessThan(2 * 2100e-6);
  });

  it('begins anew each day and each month of the time zone', () => {
    const { budgets, clock, charge } = open({ dayUsd: 1, monthUsd: 3 });
    charge(1e9);
    expect(budgets.get().day).toMatchObject({
      spent: 1,
      state: 'spent',
      endsAt: Date.parse('2026-03-16T00:00:00Z'),
    });
    clock.advance(12 * hour);
    expect(budgets.get()).toMatchObject({
      day: { spent: 0, state: 'ok' },
      month: { spent: 1, state: 'ok' },
    });
    charge(0.9e9);
    clock.advance(24 * hour);
    charge(0.9e9);
    expect(budgets.get().month).toMatchObject({ spent: 2.8, state: 'warning' });
    clock.advance(16 * 24 * hour);
    expect(budgets.get().month).toMatchObject({ spent: 0, state: 'ok' });
  });

  it('counts a request in the day in which it began, and what was spent before the start', () => {
    const spent = [
      { startsAt: noon - 13 * hour, nanoUsd: 5e9, hasUnknownCost: false },
      { startsAt: noon - 12 * hour, nanoUsd: 1e9, hasUnknownCost: false },
    ];
    const { budgets, charge } = open({ dayUsd: 2 }, { spent });
    charge(0.25e9, noon - 12 * hour - 1);
    expect(budgets.get().day.spent).toBe(1);
    expect(budgets.get().month.spent).toBe(6.25);
  });

  it('warns from the part of it that was chosen', () => {
    const { budgets, charge } = open({ dayUsd: 1, warnAtPercent: 50 });
    charge(0.5e9 - 1);
    expect(budgets.get().day.state).toBe('ok');
    charge(1);
    expect(budgets.get().day.state).toBe('warning');
    charge(0.5e9);
    expect(budgets.get().day.state).toBe('spent');
  });

  it('of nothing lets only free models answer', () => {
    const { budgets } = open({ dayUsd: 0 });
    expect(() => budgets.reserve(call(1))).toThrowError(refused('day'));
    open({ dayUsd: 0 }, { of: { input: 0, output: 0 } }).budgets.reserve(call());
  });

  it('lets free models answer when more was spent than it has by now', () => {
    const { budgets, charge } = open({ dayUsd: 1 }, { of: { input: 0, output: 0 } });
    charge(2e9);
    budgets.reserve(call());
  });

  it('speaks of what would help', () => {
    const { budgets, charge } = open({ dayUsd: 0.01, monthUsd: 0.5 });
    const first = budgets.reserve(call(900));
    expect(() => budgets.reserve(call(900))).toThrowError(refused('day', 'budget-held'));
    expect(() => budgets.reserve(call(1001))).toThrowError(refused('day', 'budget-short'));
    charge(9_995_000);
    first.settle();
    expect(() => budgets.reserve(call(900))).toThrowError(refused('day', 'budget-spent'));
  });

  describe('of an answer whose length nobody chose', () => {
    const long = (dayUsd: number) => {
      const budgets = createBudgets({
        settings: () => ({ ...noBudget, dayUsd }),
        priceOf: () => price,
        maxOutputOf: () => 100_000,
        clock: createFakeClock(noon),
        timeZone: 'UTC',
        spent: [],
      });
      return {
        budgets,
        reserve: (most?: number) => budgets.reserve({ ...call(most), canBeShorter: true }),
      };
    };

    it('has it as long as what is left allows', () => {
      const { budgets, reserve } = long(0.5);
      expect(reserve().longest).toMatchObject({
        tokens: 50_000,
        error: {
          code: 'quota-exceeded',
          message:
            'The answer was ended here, because $0.50 was left of your budget of $0.50. Choose a cheaper model, or raise the budget in the settings, and ask again.',
          details: { situation: 'budget-cut', period: 'day', couldCostUsd: 1, leftUsd: 0.5 },
        },
      });
      expect(budgets.get().day.reserved).toBe(0.5);
      expect(() => reserve()).toThrowError(refused('day', 'budget-held'));
    });

    it('has it as long as it likes while there is room', () => {
      expect(long(1).reserve().longest).toBeUndefined();
    });

    it.each([
      [0.01024, 1024],
      [0.01023, undefined],
    ])('with %d dollars left it may have %s tokens', (dayUsd, tokens) => {
      const { reserve } = long(dayUsd);
      if (tokens === undefined)
        expect(() => reserve()).toThrowError(refused('day', 'budget-short'));
      else expect(reserve().longest?.tokens).toBe(tokens);
    });

    it('leaves a length alone that somebody chose, and one that nobody knows', () => {
      expect(() => long(0.5).reserve(60_000)).toThrowError(refused('day', 'budget-short'));
      const unknown = createBudgets({
        settings: () => ({ ...noBudget, dayUsd: 0.5 }),
        priceOf: () => price,
        maxOutputOf: () => undefined,
        clock: createFakeClock(noon),
        timeZone: 'UTC',
        spent: [],
      });
      expect(() => unknown.reserve({ ...call(), canBeShorter: true })).toThrowError(
        refused('day', 'budget-short'),
      );
    });
  });

  it('keeps nothing for a price that nobody knows, and says that it does not know', () => {
    const clock = createFakeClock(noon);
    const budgets = createBudgets({
      settings: () => ({ ...noBudget, dayUsd: 0.001 }),
      priceOf: () => undefined,
      maxOutputOf: () => undefined,
      clock,
      timeZone: 'UTC',
      spent: [],
    });
    budgets.reserve(call(1e6));
    expect(budgets.get().day).toMatchObject({ reserved: 0, hasUnknownCost: false });
    budgets.record(makeAttempt({ startedAt: noon, costNanoUsd: null, outcome: 'timed-out' }));
    expect(budgets.get().day.hasUnknownCost).toBe(false);
    budgets.record(makeAttempt({ startedAt: noon, costNanoUsd: null, firstByteMs: 1 }));
    expect(budgets.get().day).toMatchObject({ spent: 0, hasUnknownCost: true });
  });

  it('is never overspent, however many requests run at once', () => {
    const turn = fc.record({
      worst: fc.integer({ min: 1, max: 100_000 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      begin: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 200 }), (turns) => {
        const { budgets, charge } = open({ dayUsd: 2, monthUsd: 5 });
        const running: (() => void)[] = [];
        for (const { worst, part, begin } of turns) {
          if (!begin) {
            running.shift()?.();
            continue;
          }
          try {
            const reservation = budgets.reserve(call(worst));
            running.push(() => {
              charge(Math.floor(worst * 10_000 * part));
              reservation.settle();
            });
          } catch {
            // Refused, as it should be.
          }
          const { spent, reserved } = budgets.get().day;
          expect(spent + reserved).toBeLessThanOrEqual(2 + 1e-9);
        }
        for (const end of running) end();
        expect(budgets.get().day.spent).toBeLessThanOrEqual(2);
      }),
      { numRuns: 50 },
    );
  });
});
