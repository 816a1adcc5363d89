import { z } from 'zod';
import type { Effort } from '../../../shared/contract/effort.ts';
import type { Model } from '../../../shared/contract/providers.ts';
import type { Fields } from '../http/fields.ts';
import { listedBy } from '../openai-chat/model-list.ts';
import type { Dialect } from '../openai-chat/dialect.ts';
import { toListedModel } from '../openai-chat/listed-model.ts';
import type { LookUp } from '../openai-chat/look-up.ts';
import { nearestEffort } from '../openai-chat/nearest-effort.ts';
import { plainDialect } from '../openai-chat/plain-dialect.ts';
import { joined } from '../openai-chat/vendor-data.ts';
import type { ModelRequest } from '../provider.ts';
import { ollamaEntry } from './entry.ts';

/** What each can do is asked of the server, one by one; whoever has more than that sees their names alone. */
const maxAsked = 60;
const levels: readonly Effort[] = ['low', 'medium', 'high'];

/** As of 2026-11-21: docs.ollama.com/api/openai-compatibility. */
export const ollama: Dialect = plainDialect({
  vendor: { id: ollamaEntry.id, name: ollamaEntry.name },
  defaultBaseUrl: ollamaEntry.defaultBaseUrl,
  path: '/v1',
  toModel: (entry) =>
    toListedModel('ollama', entry, () => ({
      // An older server does not say. One that does not know tools refuses them, and says so.
      tools: true,
      reasoning: false,
      images: true,
      pdf: false,
      temperature: true,
    })),
  listModels,
  splitsThinking: true,
  thoughts: {
    of: 'this-turn',
    toFields: (thoughts) => (thoughts.length === 0 ? {} : { reasoning: joined(thoughts) }),
  },
  requestFields: toFields,
});

/** Only of models known to think: the others refuse the field. */
function toFields(
  { reasoning, effort = 'medium' }: ModelRequest,
  model: Model | undefined,
): Fields {
  if (model?.abilities.reasoning !== true) return {};
  if (reasoning) return { reasoning_effort: nearestEffort(effort, levels) };
  return { reasoning_effort: model.abilities.reasoningOff === 'least' ? 'low' : 'none' };
}

async function listModels(lookUp: LookUp): Promise<readonly Model[]> {
  const models = await listedBy(lookUp, ollama);
  const [asked, rest] = [models.slice(0, maxAsked), models.slice(maxAsked)];
  const known = await Promise.all(asked.map((model) => withFacts(model, lookUp)));
  return [...known.filter((model) => model !== undefined), ...rest];
}

const factsSchema = z.object({
  capabilities: z.array(z.string()).nullish(),
  /** Lines of a name and a value. */
  parameters: z.string().nullish(),
});

/** Undefined for a model that does not chat. One that nothing is told of stays as it is. */
async function withFacts(model: Model, lookUp: LookUp): Promise<Model | undefined> {
  const facts = await lookUp
    .postToOrigin('/api/show', { model: model.id }, factsSchema)
    .catch(() => undefined);
  const can = facts?.capabilities;
  if (can == null) return model;
  if (!can.includes('completion')) return undefined;
  const thinks = can.includes('thinking');
  // Not what the model was trained for: the server cuts the conversation off at what it was told to hold.
  const [, held] = /^num_ctx\s+(\d{1,9})\s*$/m.exec(facts?.parameters ?? '') ?? [];
  return {
    ...model,
    ...(held === undefined ? {} : { contextWindow: Number(held) }),
    abilities: {
      tools: can.includes('tools'),
      reasoning: thinks,
      images: can.includes('vision'),
      pdf: false,
      // It takes no notice of being told not to.
      ...(thinks && /gpt-oss/.test(model.id) ? { efforts: levels, reasoningOff: 'least' } : {}),
      temperature: true,
    },
  };
}
