import type { Effort } from '../../../shared/contract/effort.ts';

/** How a model is told to think, and what else differs between the generations. */
export interface ModelRules {
  readonly thinking:
    /** By words. A level it does not have is refused. None of these models can go without thinking. */
    | { readonly by: 'level'; readonly levels: readonly Effort[] }
    /** By a number of tokens. `off`: the least it takes; 0 is without thinking, any other is its least level too. */
    | {
        readonly by: 'budget';
        readonly off: number;
        readonly budgets: Readonly<Partial<Record<Effort, number>>>;
      }
    | { readonly by: 'none' };
  /** Newer models take no notice of one. */
  readonly temperature: boolean;
  /** Encrypted thoughts of earlier answers. `required`: a function call without them is refused. */
  readonly signatures: 'required' | 'taken' | 'refused';
  /** `alone`: not together with functions. */
  readonly webSearch: 'with-tools' | 'alone' | 'none';
  /** Where files of a function's result stand: in it, or after all of them. */
  readonly resultFiles: 'within' | 'after';
}

/**
 * As of 2026-11-21, from the pages on thinking, thought signatures, tool combination and the models at ai.google.dev
 * and docs.cloud.google.com. A Gemini nobody knows yet is taken for a new one.
 */
export function rulesOf(model: string): ModelRules {
  return rules.find(({ of }) => of.test(model))?.are ?? plain;
}

const plain: ModelRules = {
  thinking: { by: 'none' },
  temperature: true,
  signatures: 'refused',
  webSearch: 'none',
  resultFiles: 'after',
};

const withLevels = (...levels: readonly Effort[]): ModelRules => ({
  thinking: { by: 'level', levels },
  temperature: true,
  signatures: 'required',
  webSearch: 'with-tools',
  resultFiles: 'within',
});

/** What the vendor's own translation of efforts makes of them. */
const budgets = { low: 1024, medium: 8192, high: 24_576 };

const withBudget = (off: number): ModelRules => ({
  ...plain,
  thinking: { by: 'budget', off, budgets: off === 0 ? budgets : { minimal: off, ...budgets } },
  signatures: 'taken',
  webSearch: 'alone',
});

const rules: readonly { readonly of: RegExp; readonly are: ModelRules }[] = [
  {
    of: /^gemini-4-(hydrogen|neon)/,
    are: { ...withLevels('low', 'medium', 'high', 'xhigh'), temperature: false },
  },
  {
    of: /^gemini-3\.6/,
    are: { ...withLevels('minimal', 'low', 'medium', 'high'), temperature: false },
  },
  {
    of: /^gemini-3\.5-flash-lite/,
    are: { ...withLevels('minimal', 'low', 'medium', 'high'), temperature: false },
  },
  { of: /^gemini-3(\.[15])?-flash/, are: withLevels('minimal', 'low', 'medium', 'high') },
  { of: /^gemini-3\.1-pro/, are: withLevels('low', 'medium', 'high') },
  { of: /^gemini-3-pro/, are: withLevels('low', 'high') },
  { of: /^gemini-2\.5-pro/, are: withBudget(128) },
  { of: /^gemini-2\.5-/, are: withBudget(0) },
  { of: /^gemini-2/, are: { ...plain, webSearch: 'alone' } },
  { of: /^gemini-1/, are: plain },
  { of: /^gemini-/, are: { ...withLevels('low', 'medium', 'high'), temperature: false } },
];
