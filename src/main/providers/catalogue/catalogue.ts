import type { Model, Price } from '../../../shared/contract/providers.ts';
import { anthropicModels } from './anthropic-models.ts';
import { deepseekModels } from './deepseek-models.ts';
import { googleModels } from './google-models.ts';
import { groqModels } from './groq-models.ts';
import { mistralModels } from './mistral-models.ts';
import { openaiModels } from './openai-models.ts';
import { xaiModels } from './xai-models.ts';

/** What we found said of a model in public. Whatever is not in it is not known. */
export interface CatalogueEntry {
  readonly contextWindow?: number;
  readonly maxOutputTokens?: number;
  readonly abilities?: Partial<Model['abilities']>;
  readonly price?: Price;
  /** What it costs from a day on that its vendor named. */
  readonly later?: { readonly from: `${number}-${number}-${number}`; readonly price: Price };
}

/** By the vendor's own name for the model. */
export type CatalogueOfVendor = Readonly<Record<string, CatalogueEntry>>;

/** When it was last compared with what the vendors say; docs/decisions/prices.md says how. */
export const catalogueDate = '2026-11-21';

const catalogue: ReadonlyMap<string, CatalogueOfVendor> = new Map([
  ['anthropic', anthropicModels],
  ['openai', openaiModels],
  ['google', googleModels],
  ['groq', groqModels],
  ['deepseek', deepseekModels],
  ['mistral', mistralModels],
  ['xai', xaiModels],
]);

/** By its exact name, else by that of the model whose dated version it is. The price is that of `now`. */
export function findInCatalogue(
  provider: string,
  model: string,
  now: number,
): CatalogueEntry | undefined {
  const known = catalogue.get(provider);
  if (known === undefined) return undefined;
  const entry = ownEntry(known, model) ?? ownEntry(known, undated(model));
  if (entry?.later === undefined || now < Date.parse(entry.later.from)) return entry;
  return { ...entry, price: entry.later.price };
}

/** The name of the model that `model` is a dated version of, else its own. */
export function undated(model: string): string {
  return model.replace(date, '');
}

/** `-2026-03-01` or `-20260301`. Shorter numbers name another model with some vendors. */
const date = /-(\d{4}-\d{2}-\d{2}|20\d{6})$/;

function ownEntry(known: CatalogueOfVendor, model: string): CatalogueEntry | undefined {
  return Object.hasOwn(known, model) ? known[model] : undefined;
}
