import type { Clock } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';

/** How long a request may take. Milliseconds. */
export interface CallLimits {
  /** Without a sign of life; progress is one. */
  readonly idleMs: number;
  /** However much progress there is. */
  readonly totalMs: number;
}

export interface DeadlineOptions extends CallLimits {
  readonly clock: Clock;
  /** The caller's. Leaving is not a timeout: the promise rejects with its reason. */
  readonly signal: AbortSignal;
  /**
   * Tells, at once and whenever it changes, whether the time stands still: nobody is late who waits for a person. What
   * it returns ends the telling.
   */
  readonly onHold?: ((tell: (isHeld: boolean) => void) => () => void) | undefined;
  /** What the error says it was about: the server, the tool. */
  readonly about: Readonly<Record<string, string>>;
}

/**
 * What `work` comes to, unless it takes too long: then an AppError `timed-out` whose `details.cause` is `idle` or
 * `total`. In either case, and where the caller leaves, the signal of the work is aborted and what still comes is
 * ignored. Whatever counted the time before must not: its errors would read the same for both.
 */
export function withDeadline<T>(
  work: (signal: AbortSignal, alive: () => void) => Promise<T>,
  { clock, signal, idleMs, totalMs, onHold, about }: DeadlineOptions,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error); // whatever the caller gave
    const controller = new AbortController();
    let isOver = false;
    const end = () => {
      isOver = true;
      cancel();
      cancelHold?.();
      signal.removeEventListener('abort', leave);
    };
    const give = (error: Error) => {
      end();
      reject(error);
      controller.abort(error);
    };
    const leave = () => give(signal.reason as Error); // as above
    const late = (cause: 'idle' | 'total', ms: number) => give(timedOut(cause, ms, about));
    let isHeld = false;
    let leftMs = totalMs;
    let since = clock.now();
    const waitIdle = () => clock.after(idleMs, () => late('idle', idleMs));
    const waitTotal = () => clock.after(leftMs, () => late('total', totalMs));
    let cancelIdle = waitIdle();
    let cancelTotal = waitTotal();
    const cancel = () => {
      cancelIdle();
      cancelTotal();
    };
    const hold = (isHeldNow: boolean) => {
      if (isOver || isHeld === isHeldNow) return;
      isHeld = isHeldNow;
      if (isHeld) {
        cancel();
        leftMs -= clock.now() - since;
        return;
      }
      since = clock.now();
      cancelIdle = waitIdle();
      cancelTotal = waitTotal();
    };
    const cancelHold = onHold?.(hold);
    signal.addEventListener('abort', leave, { once: true });
    const alive = () => {
      if (isOver || isHeld) return;
      cancelIdle();
      cancelIdle = waitIdle();
    };
    const working = async () => work(controller.signal, alive); // what it throws at once is a rejection, too
    working().then(
      (result) => {
        end();
        resolve(result);
      },
      (error: unknown) => {
        end();
        reject(error);
      },
    );
  });
}

function timedOut(
  cause: 'idle' | 'total',
  ms: number,
  about: Readonly<Record<string, string>>,
): AppError {
  const seconds = Math.round(ms / 1000);
  const message =
    cause === 'idle'
      ? `The server gave no sign of life for ${seconds} s.`
      : `The server did not finish within ${seconds} s.`;
  // Not by itself: what was asked may have been done.
  return new AppError('timed-out', message, { retryable: false, details: { ...about, cause, ms } });
}
