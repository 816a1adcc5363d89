import type { Usage } from '../../../shared/contract/message.ts';
import { fieldsOf } from '../http/fields.ts';
import { isTokenCount } from '../http/token-count.ts';

/** What the vendor counts. Input is counted in three heaps: new, written to its cache, read from it. */
export interface Counts {
  readonly input?: number;
  readonly cacheWrite?: number;
  readonly cacheRead?: number;
  readonly output?: number;
  readonly thinking?: number;
}

/** Counts are cumulative: what an event names replaces what was known, what it leaves out stays. */
export function mergeCounts(before: Counts, usage: unknown): Counts {
  const fields = fieldsOf(usage);
  if (fields === undefined) return before;
  const named: Record<keyof Counts, unknown> = {
    input: fields['input_tokens'],
    cacheWrite: fields['cache_creation_input_tokens'],
    cacheRead: fields['cache_read_input_tokens'],
    output: fields['output_tokens'],
    thinking: fieldsOf(fields['output_tokens_details'])?.['thinking_tokens'],
  };
  return {
    ...before,
    ...Object.fromEntries(Object.entries(named).filter(([, count]) => isTokenCount(count))),
  };
}

export function toUsage({ input, cacheWrite, cacheRead, output, thinking }: Counts): Usage {
  const isInputKnown = input !== undefined || cacheWrite !== undefined || cacheRead !== undefined;
  return {
    ...(isInputKnown ? { inputTokens: (input ?? 0) + (cacheWrite ?? 0) + (cacheRead ?? 0) } : {}),
    ...(output === undefined ? {} : { outputTokens: output }),
    ...(cacheRead === undefined ? {} : { cacheReadTokens: cacheRead }),
    ...(cacheWrite === undefined ? {} : { cacheWriteTokens: cacheWrite }),
    ...(thinking === undefined ? {} : { reasoningTokens: thinking }),
  };
}
