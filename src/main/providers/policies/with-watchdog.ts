import type { Clock } from '../../../shared/clock.ts';
import type { StreamTimeouts } from '../../../shared/contract/settings.ts';
import { AppError, toWire } from '../../../shared/errors.ts';
import { collectStream } from '../collect-stream.ts';
import { endOnce } from '../end-once.ts';
import type { OnBug } from '../end-once.ts';
import type { CallOptions, ModelRequest, Provider } from '../provider.ts';
import type { StreamBatch } from '../stream-part.ts';

/**
 * Silence has an end: says `stalled` after a while, gives up with an error after a longer while,
 * and leaves at once when aborted, even if the adapter under it never answers again. The list of
 * models and the check have no model to look timeouts up by: their callers bring a deadline.
 */
export function withWatchdog(
  provider: Provider,
  timeoutsFor: (model: string) => StreamTimeouts,
  clock: Clock,
  onBug: OnBug,
): Provider {
  const stream = (request: ModelRequest, options: CallOptions) =>
    watched(provider, request, options, { ...timeoutsFor(request.model), clock, onBug });
  return {
    ...provider,
    stream,
    complete: (request, options) => collectStream(stream(request, options)),
    countTokens: (request, options) =>
      withDeadline((signal) => provider.countTokens(request, { signal }), {
        error: () => notReached(provider, timeoutsFor(request.model).connectSeconds),
        ms: timeoutsFor(request.model).connectSeconds * 1000,
        signal: options.signal,
        clock,
      }),
  };
}

type Event =
  /** Something is in `arrived`. */
  'batch' | 'silent' | 'stopped';

async function* watched(
  provider: Provider,
  request: ModelRequest,
  call: CallOptions,
  {
    connectSeconds,
    stalledAfterSeconds,
    idleSeconds,
    clock,
    onBug,
  }: StreamTimeouts & { readonly clock: Clock; readonly onBug: OnBug },
): AsyncGenerator<StreamBatch, void, void> {
  const { signal } = call;
  if (signal.aborted) return;
  const inner = new AbortController();
  let settle: ((event: Event) => void) | undefined;
  const onAbort = () => {
    inner.abort(signal.reason);
    settle?.('stopped');
  };
  signal.addEventListener('abort', onAbort, { once: true });

  const batches = endOnce(provider.stream(request, { ...call, signal: inner.signal }), {
    provider: provider.id,
    signal: inner.signal,
    onBug,
  });
  let asked = false;
  let arrived: IteratorResult<StreamBatch, void> | undefined;

  /** The first of: a batch, silence for `ms`, the person's stop. Timers, so a changed clock does not matter. */
  function wait(ms: number): Promise<Event> {
    return new Promise((resolve) => {
      const cancel = clock.after(ms, () => settle?.('silent'));
      settle = (event) => {
        settle = undefined;
        cancel();
        resolve(event);
      };
      if (signal.aborted) return settle('stopped');
      // It may have come while `stalled` was being said.
      if (arrived !== undefined) return settle('batch');
      if (asked) return;
      asked = true;
      // `endOnce` never rejects.
      void batches.next().then((result) => {
        asked = false;
        arrived = result;
        settle?.('batch');
      });
    });
  }

  try {
    let connected = false;
    let heardAt = clock.now();
    let stalled = false;
    for (;;) {
      const seconds = connected ? idleSeconds : connectSeconds;
      const canStall = stalledAfterSeconds < seconds;
      const patience = !canStall
        ? seconds
        : stalled
          ? seconds - stalledAfterSeconds
          : stalledAfterSeconds;
      const event = await wait(patience * 1000);
      if (event === 'stopped' || signal.aborted) return;
      if (event === 'batch' && arrived !== undefined) {
        const result: IteratorResult<StreamBatch, void> = arrived;
        arrived = undefined;
        if (result.done === true) return;
        connected = true;
        stalled = false;
        heardAt = clock.now();
        yield result.value;
        continue;
      }
      if (canStall && !stalled) {
        stalled = true;
        yield [{ type: 'stalled', since: heardAt }];
        continue;
      }
      const error = connected
        ? wentSilent(provider, idleSeconds)
        : notReached(provider, connectSeconds);
      inner.abort(error);
      yield [{ type: 'error', error: toWire(error) }];
      return;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    inner.abort();
    // Not awaited: an adapter that hangs would hold whoever leaves.
    void batches.return().catch(() => undefined);
  }
}

interface Deadline {
  readonly ms: number;
  readonly error: () => AppError;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** Rejects with `error` after `ms`, and at once when aborted, whatever the call does. */
function withDeadline<Result>(
  call: (signal: AbortSignal) => Promise<Result>,
  { ms, error, signal, clock }: Deadline,
): Promise<Result> {
  const inner = new AbortController();
  return new Promise<Result>((resolve, reject) => {
    const stop = (reason: unknown) => {
      inner.abort(reason);
      reject(reason);
    };
    const onAbort = () => stop(signal.reason);
    const cancel = clock.after(ms, () => stop(error()));
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    void call(inner.signal)
      .then(resolve, reject)
      .finally(() => {
        cancel();
        signal.removeEventListener('abort', onAbort);
      });
  });
}

function notReached({ id, name }: Provider, seconds: number): AppError {
  return new AppError('timed-out', `${name} did not answer within ${seconds} seconds.`, {
    situation: 'slow',
    details: { provider: id, providerName: name, seconds },
  });
}

function wentSilent({ id, name }: Provider, seconds: number): AppError {
  return new AppError(
    'stream-stalled',
    `Nothing more came from ${name} for ${seconds} seconds, so the answer was ended.`,
    {
      situation: 'silent',
      details: { provider: id, providerName: name, seconds },
    },
  );
}
