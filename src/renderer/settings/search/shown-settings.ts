import { createContext, use, useMemo } from 'react';
import type { SettingEntry } from './find-settings.ts';

/** What the search has found; everything without one. */
export const ShownSettings = createContext<readonly SettingEntry[]>([]);

export function useIsShown(id: string): boolean {
  return use(ShownSettings).some((entry) => entry.id === id);
}

export function useShownIds(): ReadonlySet<string> {
  const entries = use(ShownSettings);
  return useMemo(() => new Set(entries.map(({ id }) => id)), [entries]);
}
