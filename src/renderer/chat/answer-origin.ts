import type { Part, StepPart } from '../../shared/contract/message.ts';

type InsteadOf = NonNullable<StepPart['insteadOf']>;

/** What is to be said above an answer of where it comes from. */
export interface AnswerOrigin {
  /** Who could not answer, and who did; the same two once, however often they took turns. */
  readonly changes: readonly {
    readonly from: InsteadOf;
    readonly to: { readonly provider: string; readonly model: string };
  }[];
  /** All of it was said before. */
  readonly isCached: boolean;
}

/** null: it comes from where it was asked for. */
export function answerOrigin(parts: readonly Part[]): AnswerOrigin | null {
  const steps = parts.filter((part) => part.type === 'step');
  const isCached = steps.length > 0 && steps.every(({ cached }) => cached === true);
  const changes = new Map<string, AnswerOrigin['changes'][number]>();
  for (const { insteadOf: from, provider, model } of steps) {
    if (from === undefined) continue;
    const key = JSON.stringify([from.provider, from.model, provider, model]);
    if (!changes.has(key)) changes.set(key, { from, to: { provider, model } });
  }
  return isCached || changes.size > 0 ? { changes: [...changes.values()], isCached } : null;
}
