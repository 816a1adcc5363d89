import { createWaiters } from './waiters.ts';

/** A value that others follow. */
export interface Watched<T> {
  get(): T;
  set(next: T): void;
  /** The value at once, and again after changes; who is slow gets the newest and misses what came between. */
  watch(signal: AbortSignal): AsyncGenerator<T, void, void>;
}

export function createWatched<T extends object>(first: T): Watched<T> {
  let value = first;
  const waiters = createWaiters();

  return {
    get: () => value,
    set(next) {
      value = next;
      waiters.wakeAll();
    },
    async *watch(signal) {
      while (!signal.aborted) {
        const now = value;
        yield now;
        if (value === now) await waiters.wait(signal);
      }
    },
  };
}
