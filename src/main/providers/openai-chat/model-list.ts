import { z } from 'zod';
import type { Model } from '../../../shared/contract/providers.ts';
import type { Dialect } from './dialect.ts';
import type { LookUp } from './look-up.ts';

/** Those of GET /models that chat, each once. */
export async function listedBy(
  lookUp: LookUp,
  { toModel }: Pick<Dialect, 'toModel'>,
): Promise<readonly Model[]> {
  const entries = entriesOf(await lookUp.get('/models', modelListSchema));
  const found = new Map<string, Model>();
  for (const entry of entries) {
    const model = toModel(entry);
    if (model !== undefined && !found.has(model.id)) found.set(model.id, model);
  }
  return [...found.values()];
}

/** A list of models, however it is wrapped. */
const modelListSchema = z.union([
  z.object({ data: z.array(z.unknown()) }),
  z.object({ models: z.array(z.unknown()) }),
  z.array(z.unknown()),
]);

function entriesOf(list: z.infer<typeof modelListSchema>): readonly unknown[] {
  if (Array.isArray(list)) return list;
  return 'data' in list ? list.data : list.models;
}

/** Something that was asked for and is an object: enough to know that the key was accepted. */
export const anyObjectSchema = z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]);
