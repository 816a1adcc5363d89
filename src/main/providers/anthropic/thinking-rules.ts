/** How a model is told to think and not to think, and how thoughts of earlier turns are sent back. */
export interface ThinkingRules {
  /** `budget`: only with a number of tokens. `none`: it cannot. */
  readonly on: 'adaptive' | 'budget' | 'none';
  /** `unset`: it does not think unless asked. `never`: it always thinks. */
  readonly off: 'unset' | 'disabled' | 'between_tools' | 'never';
  /** It refuses thoughts that something before them was changed for, unless told to drop them. */
  readonly bound: boolean;
}

/**
 * As of 2026-11-21, from the thinking and preserved-thinking pages at platform.claude.com. A model
 * nobody knows yet is taken for a new one: those think adaptively and by themselves.
 */
export function thinkingRulesOf(model: string): ThinkingRules {
  return rules.find(({ of }) => of.test(model))?.are ?? unknown;
}

/** What a model that always thinks says of itself. */
export function reasoningOff({ on, off }: ThinkingRules): { readonly reasoningOff?: 'usual' } {
  return on !== 'none' && off === 'never' ? { reasoningOff: 'usual' } : {};
}

const unknown: ThinkingRules = { on: 'adaptive', off: 'unset', bound: false };

const rules: readonly { readonly of: RegExp; readonly are: ThinkingRules }[] = [
  { of: /^claude-(fable|mythos)-5-[1-9]/, are: { on: 'adaptive', off: 'never', bound: true } },
  { of: /^claude-(fable|mythos)-/, are: { on: 'adaptive', off: 'never', bound: false } },
  { of: /^claude-opus-5-5/, are: { on: 'adaptive', off: 'never', bound: true } },
  { of: /^claude-sonnet-5-5/, are: { on: 'adaptive', off: 'between_tools', bound: true } },
  { of: /^claude-haiku-5-5/, are: { on: 'adaptive', off: 'disabled', bound: true } },
  { of: /^claude-(opus|sonnet)-5(-20|$)/, are: { on: 'adaptive', off: 'disabled', bound: false } },
  {
    of: /^claude-(opus|sonnet|haiku)-4-[6-9]/,
    are: { on: 'adaptive', off: 'unset', bound: false },
  },
  { of: /^claude-(opus|sonnet|haiku)-4/, are: { on: 'budget', off: 'unset', bound: false } },
  { of: /^claude-3-7/, are: { on: 'budget', off: 'unset', bound: false } },
  { of: /^claude-([12]|3|instant)/, are: { on: 'none', off: 'unset', bound: false } },
];
