import { createContext, use } from 'react';
import type { Bridge } from './bridge/bridge.ts';
import type { Providers } from './settings/providers-store.ts';
import type { PageSettings } from './settings/settings-store.ts';

/** What lives as long as the page, and every page has: the main window and the quick prompt. */
export interface PageParts {
  readonly bridge: Bridge;
  readonly providers: Providers;
  readonly settings: PageSettings;
}

export const PageContext = createContext<PageParts | null>(null);

export function usePage(): PageParts {
  const parts = use(PageContext);
  if (parts === null) throw new Error('This component stands outside the page.');
  return parts;
}
