import { orAborted } from './or-aborted.ts';

/** One attempt to connect, and those who wait for it. */
export interface Start<T> {
  /** Resolves when nothing of it goes on any more. */
  readonly over: Promise<void>;
  readonly isAborted: boolean;
  /** It goes on though nobody waits. */
  keep(): void;
  /** Those who wait reject at once with this. */
  abort(error: Error): void;
  /** What it comes to, or the reason of the signal; `left` is called when the last one left who waited. */
  wait(signal: AbortSignal | undefined, left: () => void): Promise<T>;
}

export interface StartOptions {
  readonly kept: boolean;
}

/** `attempt` begins at once. Once aborted, what it comes to is its own business. */
export function createStart<T>(
  attempt: (signal: AbortSignal) => Promise<T>,
  { kept }: StartOptions,
): Start<T> {
  const controller = new AbortController();
  const attempted = attempt(controller.signal);
  const result = orAborted(attempted, controller.signal);
  result.catch(() => {}); // those who wait hear of it, and the state says so
  let isKept = kept;
  let waiting = 0;
  return {
    over: attempted.then(
      () => {},
      () => {},
    ),
    get isAborted() {
      return controller.signal.aborted;
    },
    keep() {
      isKept = true;
    },
    abort: (error) => controller.abort(error),
    async wait(signal, left) {
      waiting++;
      try {
        return await orAborted(result, signal);
      } finally {
        waiting--;
        if (waiting === 0 && !isKept && signal?.aborted === true) left();
      }
    },
  };
}
