import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Servers, ServersState } from './servers-store.ts';

export const ServersContext = createContext<Servers | null>(null);

export function useServers(): Servers {
  const servers = use(ServersContext);
  if (servers === null) throw new Error('This component stands outside the page of servers.');
  return servers;
}

export function useServersState<T>(select: (state: ServersState) => T): T {
  return useStore(useServers().store, select);
}
