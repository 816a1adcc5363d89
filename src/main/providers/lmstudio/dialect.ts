import { z } from 'zod';
import type { Model } from '../../../shared/contract/providers.ts';
import { listedBy } from '../openai-chat/model-list.ts';
import type { Dialect } from '../openai-chat/dialect.ts';
import { toListedModel } from '../openai-chat/listed-model.ts';
import type { LookUp } from '../openai-chat/look-up.ts';
import { plainDialect } from '../openai-chat/plain-dialect.ts';
import { lmstudioEntry } from './entry.ts';

/** As of 2026-11-21: lmstudio.ai/docs. How much a model thinks is set over there, not here. */
export const lmstudio: Dialect = plainDialect({
  vendor: { id: lmstudioEntry.id, name: lmstudioEntry.name },
  defaultBaseUrl: lmstudioEntry.defaultBaseUrl,
  toModel: (entry) =>
    toListedModel('lmstudio', entry, ({ id }) =>
      /embed/.test(id)
        ? undefined
        : { tools: true, reasoning: false, images: true, pdf: false, temperature: true },
    ),
  listModels,
  splitsThinking: true,
});

const listSchema = z.object({ data: z.array(z.unknown()) });
const entrySchema = z.object({
  id: z.string().min(1).max(256),
  type: z.string().nullish(),
  max_context_length: z.number().int().positive().nullish(),
  /** Of one that is in memory now, cut to what it was loaded with. */
  loaded_context_length: z.number().int().positive().nullish(),
  capabilities: z.array(z.string()).nullish(),
});

/** The server's own list says more than the one everybody has; where it is missing that one must do. */
async function listModels(lookUp: LookUp): Promise<readonly Model[]> {
  const list = await lookUp.getFromOrigin('/api/v0/models', listSchema).catch(() => undefined);
  if (list === undefined) return listedBy(lookUp, lmstudio);
  return list.data.flatMap((entry) => toModel(entry) ?? []);
}

function toModel(entry: unknown): Model | undefined {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success || parsed.data.type === 'embeddings') return undefined;
  const { id, type, capabilities } = parsed.data;
  const contextWindow = parsed.data.loaded_context_length ?? parsed.data.max_context_length;
  return {
    provider: 'lmstudio',
    id,
    name: id,
    ...(contextWindow == null ? {} : { contextWindow }),
    abilities: {
      tools: capabilities?.includes('tool_use') ?? true,
      reasoning: false,
      images: type === 'vlm',
      pdf: false,
      temperature: true,
    },
  };
}
