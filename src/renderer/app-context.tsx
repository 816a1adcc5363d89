import { createContext, use } from 'react';
import type { Bridge } from './bridge/bridge.ts';
import type { Conversations } from './conversations/conversations-store.ts';
import type { Providers } from './settings/providers-store.ts';
import type { PageSettings } from './settings/settings-store.ts';

/** What lives as long as the page. */
export interface AppParts {
  readonly bridge: Bridge;
  readonly conversations: Conversations;
  readonly providers: Providers;
  readonly settings: PageSettings;
}

export const AppContext = createContext<AppParts | null>(null);

export function useApp(): AppParts {
  const parts = use(AppContext);
  if (parts === null) throw new Error('This component stands outside the app.');
  return parts;
}
