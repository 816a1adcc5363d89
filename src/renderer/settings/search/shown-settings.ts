import { createContext, use } from 'react';
import type { SettingEntry } from './find-settings.ts';

/** What the search has found; everything without one. */
export const ShownSettings = createContext<readonly SettingEntry[]>([]);

export function useIsShown(id: string): boolean {
  return use(ShownSettings).some((entry) => entry.id === id);
}
