import { efforts } from '../../../shared/efforts.ts';
import type { Effort } from '../../../shared/contract/effort.ts';
import type { ModelRequest } from '../provider.ts';
import type { ModelRules } from './model-rules.ts';

export interface Reasoning {
  readonly effort?: Effort | 'none';
  readonly summary?: 'auto';
}

/** How a model is told to think or not to; undefined: nothing is said. */
export function toReasoning(
  { reasoning, effort, webSearch }: Pick<ModelRequest, 'reasoning' | 'effort' | 'webSearch'>,
  { efforts: taken, off }: ModelRules,
): Reasoning | undefined {
  // With so little thought no model searches the web: the vendor refuses the two together.
  const levels = webSearch === true ? taken.filter((level) => level !== 'minimal') : taken;
  const [least] = levels;
  if (least === undefined) return undefined;
  if (!reasoning) {
    if (off === 'unset') return undefined;
    return { effort: off === 'none' ? 'none' : least };
  }
  // Some models that can do without do so unless told otherwise.
  const asked = effort ?? (off === 'none' ? 'medium' : undefined);
  return { ...(asked === undefined ? {} : { effort: nearest(asked, levels) }), summary: 'auto' };
}

/** The most that is taken and not more than asked for; if all are more, the least. */
function nearest(asked: Effort, levels: readonly Effort[]): Effort {
  const upTo = efforts.indexOf(asked);
  return levels.findLast((level) => efforts.indexOf(level) <= upTo) ?? levels[0] ?? asked;
}
