import { sleep } from '../../../../shared/clock.ts';
import type { Clock } from '../../../../shared/clock.ts';
import type { RetrySettings } from '../../../../shared/contract/settings.ts';
import { AppError, fromWire, toWire } from '../../../../shared/errors.ts';
import type { WireError } from '../../../../shared/errors.ts';
import { collectStream } from '../../collect-stream.ts';
import type { CallOptions, ModelRequest, Provider } from '../../provider.ts';
import type { StreamBatch } from '../../stream-part.ts';
import { giveUp, untilSeen } from '../until-seen.ts';
import { getDelay, retriesExhausted, shouldRetry } from './retry-rules.ts';

export interface RetryOptions {
  readonly options: () => RetrySettings;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
}

/**
 * Asks again what failed before there was anything to see of it. The list of models and the check are asked
 * once: a person waits for them at a button that can be pressed again.
 */
export function withRetry(provider: Provider, retry: RetryOptions): Provider {
  const stream = (request: ModelRequest, call: CallOptions) =>
    retried(provider, request, call, retry);
  return {
    ...provider,
    stream,
    complete: (request, call) => collectStream(stream(request, call)),
    countTokens: (request, call) => counted(provider, request, call, retry),
  };
}

async function* retried(
  provider: Provider,
  request: ModelRequest,
  call: CallOptions,
  { options, clock, random }: RetryOptions,
): AsyncGenerator<StreamBatch, void, void> {
  const { signal } = call;
  const settings = options();
  for (let attempt = 1; ; attempt++) {
    const failure = yield* untilSeen(provider.stream(request, { ...call, attempt }));
    if (failure === undefined || signal.aborted) return;
    const { error } = failure;
    if (!shouldRetry(error, attempt, settings, clock.now())) {
      return yield giveUp({
        ...failure,
        error: lastWord(error, attempt, settings, provider, clock.now()),
      });
    }
    const ms = getDelay(attempt, error, settings, random, clock.now());
    const at = clock.now() + ms;
    yield [{ type: 'retrying', attempt, of: settings.attempts, at, error }];
    await sleep(clock, ms, signal);
    if (signal.aborted) return;
  }
}

async function counted(
  provider: Provider,
  request: ModelRequest,
  call: CallOptions,
  { options, clock, random }: RetryOptions,
): Promise<number> {
  const { signal } = call;
  const settings = options();
  for (let attempt = 1; ; attempt++) {
    try {
      return await provider.countTokens(request, { ...call, attempt });
    } catch (thrown) {
      if (signal.aborted || !(thrown instanceof AppError)) throw thrown;
      const error = toWire(thrown);
      if (!shouldRetry(error, attempt, settings, clock.now()))
        throw fromWire(lastWord(error, attempt, settings, provider, clock.now()));
      await sleep(clock, getDelay(attempt, error, settings, random, clock.now()), signal);
      signal.throwIfAborted();
    }
  }
}

/** That it ran out of attempts, if another one would have been worth it. */
function lastWord(
  error: WireError,
  attempt: number,
  { attempts }: RetrySettings,
  provider: Provider,
  now: number,
): WireError {
  const worthAnother = shouldRetry(error, attempt, { attempts: Number.POSITIVE_INFINITY }, now);
  return worthAnother && attempt > 1 && attempt >= attempts
    ? retriesExhausted(error, attempt, provider)
    : error;
}
