import { efforts } from '../../../shared/efforts.ts';
import type { Effort } from '../../../shared/contract/effort.ts';
import type { ModelRequest } from '../provider.ts';
import type { ModelRules } from './model-rules.ts';

export interface ThinkingConfig {
  readonly includeThoughts?: boolean;
  readonly thinkingLevel?: string;
  readonly thinkingBudget?: number;
}

/** How this model is told to think. Without an effort it thinks as much as it does by itself. */
export function toThinkingConfig(
  { thinking }: ModelRules,
  { reasoning, effort }: Pick<ModelRequest, 'reasoning' | 'effort'>,
): ThinkingConfig | undefined {
  switch (thinking.by) {
    case 'none':
      return undefined;
    case 'level': {
      if (!reasoning) return { thinkingLevel: levelOf(nearest('minimal', thinking.levels)) };
      return {
        includeThoughts: true,
        ...(effort === undefined
          ? {}
          : { thinkingLevel: levelOf(nearest(effort, thinking.levels)) }),
      };
    }
    case 'budget': {
      if (!reasoning) return { thinkingBudget: thinking.off };
      const known = efforts.filter((name) => thinking.budgets[name] !== undefined);
      // -1: as it thinks best. The smallest of these models does not think unless told to.
      const budget = effort === undefined ? -1 : thinking.budgets[nearest(effort, known)];
      return { includeThoughts: true, thinkingBudget: budget ?? -1 };
    }
  }
}

const levelOf = (effort: Effort) => effort.toUpperCase();

/** The level asked for, else the next one below it, else the least there is. */
function nearest(asked: Effort, levels: readonly Effort[]): Effort {
  const most = efforts.indexOf(asked);
  const below = levels.filter((level) => efforts.indexOf(level) <= most);
  return below.at(-1) ?? levels[0] ?? asked;
}
