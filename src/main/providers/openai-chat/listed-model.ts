import { z } from 'zod';
import type { Model, Price } from '../../../shared/contract/providers.ts';
import { maxPrice } from '../../../shared/limits.ts';

const count = z.number().int().positive().nullish().catch(undefined);
const words = z.array(z.string()).nullish().catch(undefined);
const flag = z.boolean().nullish().catch(undefined);
/** Dollars per token, as text. */
const cost = z.string().nullish().catch(undefined);

/** What vendors say of a model in their lists, each in its own words. A fact that makes no sense is no fact. */
const entrySchema = z.object({
  id: z.string().min(1).max(256),
  name: z.string().min(1).max(256).nullish().catch(undefined),
  context_length: count,
  context_window: count,
  max_context_length: count,
  max_model_len: count,
  max_completion_tokens: count,
  max_output_tokens: count,
  top_provider: z.object({ max_completion_tokens: count }).nullish().catch(undefined),
  active: flag,
  architecture: z
    .object({ input_modalities: words, output_modalities: words })
    .nullish()
    .catch(undefined),
  supported_parameters: words,
  capabilities: z
    .object({ completion_chat: flag, function_calling: flag, vision: flag, reasoning: flag })
    .nullish()
    .catch(undefined),
  pricing: z
    .object({ prompt: cost, completion: cost, input_cache_read: cost, input_cache_write: cost })
    .nullish()
    .catch(undefined),
});
export type ListedEntry = z.infer<typeof entrySchema>;

/** `abilitiesOf` gives undefined for a model that does not chat: it is left out, as is what makes no sense. */
export function toListedModel(
  provider: string,
  entry: unknown,
  abilitiesOf: (entry: ListedEntry) => Model['abilities'] | undefined,
): Model | undefined {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success || parsed.data.active === false) return undefined;
  const { data } = parsed;
  const abilities = abilitiesOf(data);
  if (abilities === undefined) return undefined;
  const contextWindow =
    data.context_length ?? data.context_window ?? data.max_context_length ?? data.max_model_len;
  const maxOutputTokens =
    data.max_completion_tokens ??
    data.max_output_tokens ??
    data.top_provider?.max_completion_tokens;
  const price = priceOf(data.pricing);
  return {
    provider,
    id: data.id,
    name: data.name ?? data.id,
    ...(contextWindow == null ? {} : { contextWindow }),
    ...(maxOutputTokens == null ? {} : { maxOutputTokens }),
    abilities,
    ...(price === undefined ? {} : { price }),
  };
}

function priceOf(pricing: ListedEntry['pricing']): Price | undefined {
  const input = perMillion(pricing?.prompt);
  const output = perMillion(pricing?.completion);
  if (input === undefined || output === undefined) return undefined;
  const cacheRead = perMillion(pricing?.input_cache_read);
  const cacheWrite = perMillion(pricing?.input_cache_write);
  return {
    input,
    output,
    ...(cacheRead === undefined ? {} : { cacheRead }),
    ...(cacheWrite === undefined ? {} : { cacheWrite }),
  };
}

/** Rounded to a millionth: “0.0000003” times a million is not 0.3. Negative stands for “it depends”. */
function perMillion(said: string | null | undefined): number | undefined {
  const dollars = said == null || said.trim() === '' ? Number.NaN : Number(said);
  const price = Math.round(dollars * 1e12) / 1e6;
  return price >= 0 && price <= maxPrice ? price : undefined;
}
