import { useEffect, useState } from 'react';
import type { Client } from '../../shared/contract/index.ts';
import { systemClock } from '../../shared/clock.ts';
import type { AppError } from '../../shared/errors.ts';
import { followStream } from '../bridge/follow-stream.ts';
import { usePage } from '../page-context.tsx';

export interface Followed<S> {
  /** null: nothing has come yet. */
  readonly state: S | null;
  /** What keeps it from being read now; what was read stays. */
  readonly error: AppError | null;
}

/**
 * What a stream of the core has said so far, for as long as the component is there. `open` and `fold`
 * must be the same functions each time.
 */
export function useFollowed<T, S>(
  open: (client: Client, signal: AbortSignal) => Promise<AsyncIterable<T>>,
  fold: (state: S | null, value: T) => S | null,
): Followed<S> {
  const { bridge } = usePage();
  const [followed, setFollowed] = useState<Followed<S>>({ state: null, error: null });

  useEffect(() => {
    const left = new AbortController();
    const { signal } = left;
    void followStream({
      connected: bridge.connected,
      open: () => open(bridge.client, signal),
      onValue: (value) => setFollowed(({ state }) => ({ state: fold(state, value), error: null })),
      onError: (error) => setFollowed(({ state }) => ({ state, error })),
      signal,
      clock: systemClock,
      random: Math.random,
    }); // ends with the component
    return () => left.abort();
  }, [bridge, open, fold]);

  return followed;
}
