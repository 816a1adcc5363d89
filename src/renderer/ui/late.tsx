import { useEffect, useSyncExternalStore } from 'react';
import type { ComponentType } from 'react';
import { addLaterWords } from '../i18n/i18n.ts';

const preloads: (() => void)[] = [];

/**
 * A component whose code, and whose words, come after the first paint; `Meanwhile` stands in for it. Once it is
 * there it is drawn at once, which Suspense would not do: it holds back what comes soon after a
 * fallback, and a page that opens would show every text plain for a third of a second.
 */
export function late<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Meanwhile: ComponentType<P> = Nothing,
): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  let isLoading = false;
  const listeners = new Set<() => void>();

  async function preload(): Promise<void> {
    if (isLoading) return;
    isLoading = true;
    try {
      const [component] = await Promise.all([load(), addLaterWords()]);
      loaded = component;
      for (const listener of listeners) listener();
    } catch {
      // The door is away: whoever needs it next asks again.
      isLoading = false;
    }
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  preloads.push(() => void preload()); // never rejects

  return function Late(props: P) {
    const Component = useSyncExternalStore(subscribe, () => loaded);
    useEffect(() => void preload(), []); // never rejects
    return Component === null ? <Meanwhile {...props} /> : <Component {...props} />;
  };
}

/** Fetches all that comes late, while nobody waits for it and the door is there. */
export function preloadLate(): void {
  for (const preload of preloads) preload();
}

function Nothing() {
  return null;
}
