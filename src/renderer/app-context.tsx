import { createContext, use } from 'react';
import type { Conversations } from './conversations/conversations-store.ts';
import type { PageParts } from './page-context.tsx';

/** What lives as long as the main window. */
export interface AppParts extends PageParts {
  readonly conversations: Conversations;
}

export const AppContext = createContext<AppParts | null>(null);

export function useApp(): AppParts {
  const parts = use(AppContext);
  if (parts === null) throw new Error('This component stands outside the app.');
  return parts;
}
