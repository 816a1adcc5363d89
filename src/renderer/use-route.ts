import { useMemo, useSyncExternalStore } from 'react';
import { formatRoute, parseRoute } from './route.ts';
import type { Route } from './route.ts';

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}

export function goTo(route: Route): void {
  if (formatRoute(route) !== location.hash) history.pushState(null, '', formatRoute(route));
  tell();
}

/** To where keys are entered. */
export function goToKeys(): void {
  goTo({ page: 'settings', section: 'models' });
}

/** The same place under its new name: no entry of its own in the history. */
export function renameRoute(route: Route): void {
  history.replaceState(null, '', formatRoute(route));
  tell();
}

/** Browsers tell late of an address that somebody else changed, and not at all of one that we change. */
function tell(): void {
  dispatchEvent(new HashChangeEvent('hashchange'));
}

function subscribe(callback: () => void): () => void {
  addEventListener('hashchange', callback);
  return () => removeEventListener('hashchange', callback);
}
