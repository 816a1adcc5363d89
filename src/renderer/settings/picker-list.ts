import type { ModelRef } from '../../shared/contract/conversations.ts';
import type { ModelGroup } from './model-groups.ts';
import type { Model } from './provider-types.ts';

/** So many of one provider are drawn at once: some have hundreds, and nobody reads that far. */
export const mostAtOnce = 25;

export interface PickerList {
  readonly favourites: readonly Model[];
  readonly groups: readonly {
    readonly group: ModelGroup;
    readonly models: readonly Model[];
    /** How many more have these words, and are not among `models`. */
    readonly more: number;
  }[];
  /** What could be had with a key. */
  readonly locked: { readonly count: number; readonly providers: readonly string[] };
}

export interface PickerListOptions {
  readonly favourites: readonly ModelRef[];
  readonly query: string;
  /** In the list in any case, if it has the words. */
  readonly chosen: ModelRef | null;
}

/** What the picker shows for a query: favourites first, then the others by provider, as far as they can be asked. */
export function pickerList(
  groups: readonly ModelGroup[],
  { favourites, query, chosen }: PickerListOptions,
): PickerList {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const hasWords = (text: string) => words.every((word) => plain(text).includes(word));
  const found = groups.map((group) => ({
    group,
    models: group.models.filter(({ name, id }) => hasWords(`${name} ${id} ${group.provider.name}`)),
  }));
  const ready = found.filter(({ group }) => group.provider.ready);
  const locked = found.filter(({ group, models }) => !group.provider.ready && models.length > 0);
  const isFavourite = (model: Model) => favourites.some((ref) => isModel(model, ref));
  return {
    favourites: favourites.flatMap((ref) =>
      ready.flatMap(({ models }) => models.filter((model) => isModel(model, ref))),
    ),
    groups: ready
      .map(({ group, models }) => {
        const others = models.filter((model) => !isFavourite(model));
        const shown = others.filter(
          (model, index) => index < mostAtOnce || (chosen !== null && isModel(model, chosen)),
        );
        return { group, models: shown, more: others.length - shown.length };
      })
      .filter(({ group, models }) => models.length > 0 || isWithoutList(group, hasWords)),
    locked: {
      count: locked.reduce((sum, { models }) => sum + models.length, 0),
      providers: locked.map(({ group }) => group.provider.name),
    },
  };
}

/** There is nothing of it to choose, and a reason to be said. */
function isWithoutList(
  { provider, models, shipped }: ModelGroup,
  hasWords: (text: string) => boolean,
): boolean {
  return models.length === 0 && shipped?.because != null && hasWords(provider.name);
}

export function isModel({ provider, id }: Model, ref: ModelRef): boolean {
  return provider === ref.provider && id === ref.model;
}

/** The favourites with this one among them, or no longer; the newest last. */
export function withFavourite(
  favourites: readonly ModelRef[],
  ref: ModelRef,
  isWanted: boolean,
): readonly ModelRef[] {
  const others = favourites.filter(
    ({ provider, model }) => provider !== ref.provider || model !== ref.model,
  );
  return isWanted ? [...others, ref] : others;
}

/** Without case and accents. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '');
}
