import { dollars } from '../../shared/dollars.ts';
import type { BudgetSituation } from '../../shared/error-situations.ts';
import { AppError } from '../../shared/errors.ts';

/** What stands against a request; all in US dollars. */
export interface BudgetFacts {
  readonly provider: string;
  readonly period: 'day' | 'month';
  readonly limitUsd: number;
  readonly couldCostUsd: number;
  readonly leftUsd: number;
  /** When the period is over, in ms since 1970. */
  readonly until: number;
}

/** Says which limit of the person's own it is, and what helps. */
export function overBudget(situation: BudgetSituation, facts: BudgetFacts): AppError {
  return new AppError('quota-exceeded', sentences[situation](inDollars(facts)), {
    situation,
    details: { ...facts },
  });
}

type Amounts = ReturnType<typeof inDollars>;

const sentences: Readonly<Record<BudgetSituation, (amounts: Amounts) => string>> = {
  'budget-spent': ({ could, left, limit }) =>
    `This request could cost up to ${could}, and ${left} of your budget of ${limit} is left. Choose a cheaper model, or raise the budget in the settings.`,
  'budget-short': ({ could, left, limit }) =>
    `This request could cost up to ${could}, and ${left} of your budget of ${limit} is left. Choose a smaller “Longest answer” in the options of the model, or a cheaper model, or raise the budget in the settings.`,
  'budget-held': ({ could, left, limit }) =>
    `This request could cost up to ${could}, and ${left} of your budget of ${limit} is left while other answers are being written. Ask again when they are done, or raise the budget in the settings.`,
  'budget-cut': ({ left, limit }) =>
    `The answer was ended here, because ${left} was left of your budget of ${limit}. Choose a cheaper model, or raise the budget in the settings, and ask again.`,
};

function inDollars({ couldCostUsd, leftUsd, limitUsd }: BudgetFacts) {
  return {
    could: dollars(couldCostUsd, 'en', 'up'),
    left: dollars(leftUsd, 'en', 'down'),
    limit: dollars(limitUsd, 'en'),
  };
}
