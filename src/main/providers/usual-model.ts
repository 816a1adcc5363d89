import type { Model } from '../../shared/contract/providers.ts';
import { undated } from './catalogue/catalogue.ts';

/**
 * Who is asked of a provider while nobody chose: the first of those we ship that its own list has too. A server that
 * only speaks like the vendor has others.
 *
 * @param listed - As the provider said it; undefined: it was not asked, or did not answer.
 */
export function usualModel(
  shipped: readonly Model[],
  listed: readonly Model[] | undefined,
): Model | undefined {
  if (listed === undefined) return shipped[0];
  for (const { id } of shipped) {
    const model =
      listed.find((one) => one.id === id) ?? listed.find((one) => undated(one.id) === id);
    if (model !== undefined) return model;
  }
  return listed[0] ?? shipped[0];
}
