import type { ModelRef } from '../../../shared/contract/conversations.ts';
import type { Settings } from '../../../shared/contract/settings.ts';

export type Fallbacks = Settings['fallbacks'];

/** As many as the settings take. */
export const mostModels = 12;
export const mostSubstitutes = 5;

/** `provider/model`, as the settings name a model. */
export function modelKey({ provider, model }: ModelRef): string {
  return `${provider}/${model}`;
}

/** The other way round: the name of a model can have slashes of its own, that of a provider cannot. */
export function modelOfKey(key: string): ModelRef {
  const end = key.indexOf('/');
  return { provider: key.slice(0, end), model: key.slice(end + 1) };
}

export function isSame(one: ModelRef, other: ModelRef): boolean {
  return modelKey(one) === modelKey(other);
}

/** With these for that model; without any it is not in it at all. */
export function withSubstitutes(
  fallbacks: Fallbacks,
  key: string,
  substitutes: readonly ModelRef[],
): Fallbacks {
  if (substitutes.length > 0) return { ...fallbacks, [key]: substitutes };
  return Object.fromEntries(Object.entries(fallbacks).filter(([other]) => other !== key));
}

/** One place up (-1) or down (1), as far as there is one. */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): readonly T[] {
  const [one, other] = [list[from], list[from + by]];
  if (one === undefined || other === undefined) return list;
  return list.with(from, other).with(from + by, one);
}
