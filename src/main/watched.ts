/** A value that others follow. */
export interface Watched<T> {
  get(): T;
  set(next: T): void;
  /** The value at once, and again after changes; who is slow gets the newest and misses what came between. */
  watch(signal: AbortSignal): AsyncGenerator<T, void, void>;
}

export function createWatched<T extends object>(first: T): Watched<T> {
  let value = first;
  const waiting = new Set<() => void>();

  function changed(from: T, signal: AbortSignal): Promise<void> {
    if (value !== from || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  return {
    get: () => value,
    set(next) {
      value = next;
      for (const wake of [...waiting]) wake();
    },
    async *watch(signal) {
      while (!signal.aborted) {
        const now = value;
        yield now;
        await changed(now, signal);
      }
    },
  };
}
