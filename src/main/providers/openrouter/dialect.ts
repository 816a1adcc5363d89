import type { Effort } from '../../../shared/contract/effort.ts';
import type { Model } from '../../../shared/contract/providers.ts';
import type { Fields } from '../http/fields.ts';
import { maxTemperatureOf } from '../max-temperature.ts';
import { toListedModel } from '../openai-chat/listed-model.ts';
import type { ListedEntry } from '../openai-chat/listed-model.ts';
import type { Dialect } from '../openai-chat/dialect.ts';
import { plainDialect } from '../openai-chat/plain-dialect.ts';
import { joined } from '../openai-chat/vendor-data.ts';
import type { KeptThought } from '../openai-chat/vendor-data.ts';
import type { ModelRequest } from '../provider.ts';
import { openrouterEntry } from './entry.ts';

/** As of 2026-11-21: openrouter.ai/docs. */
export const openrouter: Dialect = plainDialect({
  vendor: { id: openrouterEntry.id, name: openrouterEntry.name },
  defaultBaseUrl: openrouterEntry.defaultBaseUrl,
  shippedModels: openrouterEntry.shippedModels,
  // Its models are listed to anyone; this is not.
  checkPath: '/key',
  toModel: (entry) => toListedModel('openrouter', entry, abilitiesOf),
  asksForParallelCalls: true,
  // It reads PDFs for models that cannot.
  pdf: 'file',
  emptyContent: null,
  thoughts: { of: 'all', toFields: thoughtFields },
  requestFields: toFields,
  // The model searches if it sees fit. The plugin that always searches is on its way out.
  ownTools: ({ webSearch }, model) =>
    webSearch === true && model?.abilities.webSearch === true
      ? [{ type: 'openrouter:web_search' }]
      : [],
});

/** Each is taken of every model that thinks: the vendor turns it into what that one has. */
const levels: readonly Effort[] = ['minimal', 'low', 'medium', 'high', 'xhigh'];

function abilitiesOf({
  id,
  architecture,
  supported_parameters: taken,
}: ListedEntry): Model['abilities'] | undefined {
  const input = architecture?.input_modalities ?? [];
  if (architecture?.output_modalities?.includes('text') === false) return undefined;
  const takes = (parameter: string) => taken?.includes(parameter) ?? false;
  const thinks = takes('reasoning');
  return {
    tools: takes('tools'),
    reasoning: thinks,
    images: input.includes('image'),
    pdf: true,
    ...(thinks ? { efforts: levels } : {}),
    temperature: takes('temperature'),
    ...maxTemperatureOf(id),
    // The search is a tool like others.
    webSearch: takes('tools'),
  };
}

/**
 * Told only to think, never not to: models that cannot do without refuse the whole request, and nothing says
 * which those are.
 */
function toFields({ reasoning, effort }: ModelRequest, model: Model | undefined): Fields {
  if (!reasoning || model?.abilities.reasoning !== true) return {};
  const asked = effort === 'max' ? 'xhigh' : effort;
  return { reasoning: asked === undefined ? { enabled: true } : { effort: asked } };
}

/** Its details go back unchanged and in their order; without them a thought has no signature and is refused. */
function thoughtFields(thoughts: readonly KeptThought[]): Fields {
  const details = thoughts.flatMap((thought) => thought.details ?? []);
  if (details.length === 0) return {};
  const text = joined(thoughts);
  return { ...(text === '' ? {} : { reasoning: text }), reasoning_details: details };
}
