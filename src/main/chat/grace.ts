import type { Clock } from '../../shared/clock.ts';

/** A stop that is asked for has to be seen within 100 ms; this leaves room for the rest of the way. */
const graceMs = 50;

export interface Grace {
  /** What is awaited, or `too-late` when it has not come a moment after the signal was aborted. */
  orSooner<T>(awaited: Promise<T>): Promise<T | 'too-late'>;
  forget(): void;
}

/** Gives what runs a moment to end by itself once `signal` is aborted, and no longer. */
export function createGrace(signal: AbortSignal, clock: Clock): Grace {
  let isOver = false;
  let giveUp = () => {};
  let cancel = () => {};
  const onAbort = () => {
    cancel = clock.after(graceMs, () => {
      isOver = true;
      giveUp();
    });
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    orSooner: <T>(awaited: Promise<T>) =>
      // One promise a time: racing against one that lasts would hold on to every loser.
      new Promise<T | 'too-late'>((resolve, reject) => {
        giveUp = () => resolve('too-late');
        if (isOver) giveUp();
        awaited.then(resolve, reject);
      }),
    forget() {
      cancel();
      signal.removeEventListener('abort', onAbort);
    },
  };
}
