import type { Usage } from '../../../shared/contract/message.ts';
import { fieldsOf } from '../http/fields.ts';
import { isTokenCount } from '../http/token-count.ts';

/** Input and output count everything; what was read from a cache or thought is a part of them. */
export function toUsage(usage: unknown): Usage {
  const fields = fieldsOf(usage);
  const input = fieldsOf(fields?.['input_tokens_details']);
  const output = fieldsOf(fields?.['output_tokens_details']);
  const counts: Record<keyof Usage, unknown> = {
    inputTokens: fields?.['input_tokens'],
    outputTokens: fields?.['output_tokens'],
    cacheReadTokens: input?.['cached_tokens'],
    cacheWriteTokens: input?.['cache_write_tokens'],
    reasoningTokens: output?.['reasoning_tokens'],
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => isTokenCount(count)));
}
