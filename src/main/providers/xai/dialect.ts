import type { Fields } from '../http/fields.ts';
import { limitsOf } from '../openai/limits.ts';
import { toListedModel } from '../openai-chat/listed-model.ts';
import type { Dialect } from '../openai-chat/dialect.ts';
import { nearestEffort } from '../openai-chat/nearest-effort.ts';
import { plainDialect } from '../openai-chat/plain-dialect.ts';
import type { ModelRequest } from '../provider.ts';
import { xaiEntry } from './entry.ts';
import { abilitiesOf, canSkipThinking, chats, effortsOf } from './families.ts';

/**
 * As of 2026-11-21: docs.x.ai. It searches the web in its Responses interface only; here the field for it is
 * no longer taken.
 */
export const xai: Dialect = plainDialect({
  vendor: { id: xaiEntry.id, name: xaiEntry.name },
  defaultBaseUrl: xaiEntry.defaultBaseUrl,
  shippedModels: xaiEntry.shippedModels,
  limitsOf,
  toModel: (entry) =>
    toListedModel('xai', entry, ({ id }) => (chats(id) ? abilitiesOf(id) : undefined)),
  maxTokensField: 'max_completion_tokens',
  requestFields: toFields,
});

function toFields({ model, reasoning, effort }: ModelRequest): Fields {
  if (!reasoning && canSkipThinking(model)) return { reasoning_effort: 'none' };
  // One that cannot but think is told to think as little as it can.
  const asked = reasoning ? effort : 'low';
  const level = asked === undefined ? undefined : nearestEffort(asked, effortsOf(model));
  return level === undefined ? {} : { reasoning_effort: level };
}
