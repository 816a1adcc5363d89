import type { Clock } from '../../shared/clock.ts';
import { sleep } from '../../shared/clock.ts';
import type { AppError } from '../../shared/errors.ts';
import { fullJitter } from './full-jitter.ts';
import { toAppError } from './to-app-error.ts';

export interface FollowStreamOptions<T> {
  /** Resolves once there is a connection. */
  readonly connected: (signal: AbortSignal) => Promise<void>;
  /** Called anew after every loss. */
  readonly open: (signal: AbortSignal) => AsyncIterable<T> | Promise<AsyncIterable<T>>;
  readonly onValue: (value: T) => void | Promise<void>;
  /** Trouble that is more than a lost connection, of which the whole page speaks; it is tried again all the same. */
  readonly onError: (error: AppError) => void;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Follows a stream of the core however often the connection is lost, until the signal is aborted; never rejects. */
export async function followStream<T>(options: FollowStreamOptions<T>): Promise<void> {
  const { connected, open, onValue, onError, signal, clock, random } = options;
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      await connected(signal);
      for await (const value of await open(signal)) {
        await onValue(value);
        attempt = 0;
      }
    } catch (error) {
      if (signal.aborted) return;
      const failure = toAppError(error);
      if (failure.code !== 'network-failed') onError(failure);
    }
    await sleep(clock, fullJitter(attempt, random), signal);
  }
}
