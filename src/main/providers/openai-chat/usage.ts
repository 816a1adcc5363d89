import type { Usage } from '../../../shared/contract/message.ts';
import { fieldsOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { isTokenCount } from '../http/token-count.ts';

/** Adds what a chunk counts to what was known: what it names replaces, what it leaves out stays. */
export function mergeUsage(before: Usage, said: unknown): Usage {
  const fields = fieldsOf(said);
  if (fields === undefined) return before;
  const counted = toUsage(fields);
  const isNew = Object.entries(counted).some(
    ([name, count]) => before[name as keyof Usage] !== count,
  );
  return isNew ? { ...before, ...counted } : before;
}

function toUsage(fields: Fields): Usage {
  const of = fieldsOf(fields['prompt_tokens_details']) ?? fieldsOf(fields['prompt_token_details']);
  const into = fieldsOf(fields['completion_tokens_details']);
  const prompt = countOf(fields['prompt_tokens']);
  const cached =
    countOf(of?.['cached_tokens']) ??
    countOf(fields['prompt_cache_hit_tokens']) ??
    countOf(fields['num_cached_tokens']) ??
    countOf(fields['cached_tokens']);
  const written = countOf(of?.['cache_write_tokens']);
  const completion = countOf(fields['completion_tokens']);
  const thought = countOf(into?.['reasoning_tokens']);
  const total = countOf(fields['total_tokens']);
  // xAI counts thoughts beside the answer, everybody else within it: the sum tells.
  const isBeside =
    thought !== undefined && total === (prompt ?? 0) + (completion ?? 0) + thought && thought > 0;
  return {
    ...(prompt === undefined ? {} : { inputTokens: prompt }),
    ...(completion === undefined ? {} : { outputTokens: completion + (isBeside ? thought : 0) }),
    ...(cached === undefined ? {} : { cacheReadTokens: cached }),
    ...(written === undefined ? {} : { cacheWriteTokens: written }),
    ...(thought === undefined ? {} : { reasoningTokens: thought }),
  };
}

function countOf(value: unknown): number | undefined {
  return isTokenCount(value) ? value : undefined;
}
