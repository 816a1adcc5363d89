import type { Effort } from '../../../shared/contract/effort.ts';
import { toListedModel } from '../openai-chat/listed-model.ts';
import type { Dialect } from '../openai-chat/dialect.ts';
import { nearestEffort } from '../openai-chat/nearest-effort.ts';
import { plainDialect } from '../openai-chat/plain-dialect.ts';
import { joined } from '../openai-chat/vendor-data.ts';
import { deepseekEntry } from './entry.ts';
import { abilitiesOf } from './families.ts';

const levels: readonly Effort[] = ['low', 'high', 'max'];

/** As of 2026-11-21: api-docs.deepseek.com/guides/thinking_mode. */
export const deepseek: Dialect = plainDialect({
  vendor: { id: deepseekEntry.id, name: deepseekEntry.name },
  defaultBaseUrl: deepseekEntry.defaultBaseUrl,
  shippedModels: deepseekEntry.shippedModels,
  requestIdHeader: 'x-ds-trace-id',
  toModel: (entry) => toListedModel('deepseek', entry, ({ id }) => abilitiesOf(id)),
  // Where a tool was called the field must be there in every later request, be it empty; elsewhere it is not read.
  thoughts: {
    of: 'tool-turns',
    toFields: (thoughts) => ({ reasoning_content: joined(thoughts) }),
  },
  // It thinks unless it is told not to.
  requestFields: ({ reasoning, effort }) =>
    reasoning
      ? {
          thinking: { type: 'enabled' },
          ...(effort === undefined ? {} : { reasoning_effort: nearestEffort(effort, levels) }),
        }
      : { thinking: { type: 'disabled' } },
});
