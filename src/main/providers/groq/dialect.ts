import type { Effort } from '../../../shared/contract/effort.ts';
import type { Fields } from '../http/fields.ts';
import { limitsOf } from '../openai/limits.ts';
import { toListedModel } from '../openai-chat/listed-model.ts';
import type { Dialect } from '../openai-chat/dialect.ts';
import { chatErrors } from '../openai-chat/errors.ts';
import { nearestEffort } from '../openai-chat/nearest-effort.ts';
import { plainDialect } from '../openai-chat/plain-dialect.ts';
import { joined } from '../openai-chat/vendor-data.ts';
import type { ModelRequest } from '../provider.ts';
import { groqEntry } from './entry.ts';
import { abilitiesOf, chats, isGptOss, isQwen } from './families.ts';

/** As of 2026-11-21: console.groq.com/docs and groq-sdk 1.4.0. */
export const groq: Dialect = plainDialect({
  vendor: { id: groqEntry.id, name: groqEntry.name },
  defaultBaseUrl: groqEntry.defaultBaseUrl,
  // Its SDK adds this to GROQ_BASE_URL; others put it into the address.
  path: '/openai/v1',
  shippedModels: groqEntry.shippedModels,
  errors: chatErrors('x-request-id', {
    codes: {
      // The model wrote a call that is none. Asked again, it mostly does better.
      tool_use_failed: 'provider-failed',
      model_decommissioned: 'unknown-model',
      model_terms_required: 'permission-denied',
    },
  }),
  limitsOf,
  toModel: (entry) =>
    toListedModel('groq', entry, ({ id }) => (chats(id) ? abilitiesOf(id) : undefined)),
  hasBatches: true,
  maxTokensField: 'max_completion_tokens',
  asksForParallelCalls: true,
  thoughts: {
    of: 'this-turn',
    toFields: (thoughts) => (thoughts.length === 0 ? {} : { reasoning: joined(thoughts) }),
  },
  requestFields: toFields,
  ownTools: ({ webSearch }, model) =>
    webSearch === true && model?.abilities.webSearch === true ? [{ type: 'browser_search' }] : [],
});

const levels: readonly Effort[] = ['low', 'medium', 'high'];

function toFields({ model, reasoning, effort }: ModelRequest): Fields {
  // It cannot be told not to think: only to think little, and to keep it to itself.
  if (isGptOss(model)) {
    if (!reasoning) return { reasoning_effort: 'low', include_reasoning: false };
    return effort === undefined ? {} : { reasoning_effort: nearestEffort(effort, levels) };
  }
  if (!isQwen(model)) return {};
  return reasoning
    ? { reasoning_effort: 'default', reasoning_format: 'parsed' }
    : { reasoning_effort: 'none' };
}
