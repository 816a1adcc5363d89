import { fuzzyScore } from './fuzzy-score.ts';
import type { Shortcut } from './shortcut.ts';

/** Something to choose in the palette. */
export interface PaletteItem {
  readonly value: string;
  readonly label: string;
  readonly type: 'command' | 'conversation' | 'model';
  /** Said beside it: when, or whose. */
  readonly note?: string;
  readonly shortcut?: Shortcut;
  readonly run: () => void;
}

export interface PaletteGroup {
  /** Its name. */
  readonly value: string;
  readonly items: readonly PaletteItem[];
}

/** What answers the query, the best first, and first the group with the best. Without a query, all as it is. */
export function rankGroups(groups: readonly PaletteGroup[], query: string): PaletteGroup[] {
  if (query.trim() === '') return groups.filter(({ items }) => items.length > 0);
  return groups
    .map(({ value, items }) => {
      const scored = items
        .flatMap((item) => {
          const score = fuzzyScore(item.label, query);
          return score === null ? [] : [{ item, score }];
        })
        .toSorted((one, other) => other.score - one.score);
      return { value, items: scored.map(({ item }) => item), best: scored[0]?.score ?? -1 };
    })
    .filter(({ items }) => items.length > 0)
    .toSorted((one, other) => other.best - one.best)
    .map(({ value, items }) => ({ value, items }));
}
