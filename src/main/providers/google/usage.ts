import type { Usage } from '../../../shared/contract/message.ts';
import { fieldsOf } from '../http/fields.ts';
import { isTokenCount } from '../http/token-count.ts';

/** What the vendor counts. What its tools found is counted apart from the prompt, thoughts apart from the answer. */
export interface Counts {
  readonly prompt?: number;
  readonly toolUse?: number;
  readonly cached?: number;
  readonly answer?: number;
  readonly thoughts?: number;
}

/** Counts are cumulative: what an event names replaces what was known, what it leaves out stays. */
export function mergeCounts(before: Counts, usage: unknown): Counts {
  const fields = fieldsOf(usage);
  if (fields === undefined) return before;
  const named: Record<keyof Counts, unknown> = {
    prompt: fields['promptTokenCount'],
    toolUse: fields['toolUsePromptTokenCount'],
    cached: fields['cachedContentTokenCount'],
    answer: fields['candidatesTokenCount'],
    thoughts: fields['thoughtsTokenCount'],
  };
  const counted: Counts = Object.fromEntries(
    Object.entries(named).filter(([, count]) => isTokenCount(count)),
  );
  const isNews = names.some(
    (name) => counted[name] !== undefined && counted[name] !== before[name],
  );
  return isNews ? { ...before, ...counted } : before;
}

export function toUsage({ prompt, toolUse, cached, answer, thoughts }: Counts): Usage {
  return {
    ...(prompt === undefined && toolUse === undefined
      ? {}
      : { inputTokens: (prompt ?? 0) + (toolUse ?? 0) }),
    ...(answer === undefined && thoughts === undefined
      ? {}
      : { outputTokens: (answer ?? 0) + (thoughts ?? 0) }),
    ...(cached === undefined ? {} : { cacheReadTokens: cached }),
    ...(thoughts === undefined ? {} : { reasoningTokens: thoughts }),
  };
}

const names = ['prompt', 'toolUse', 'cached', 'answer', 'thoughts'] as const;
