import type { Clock } from '../../../../shared/clock.ts';
import { AppError, toWire } from '../../../../shared/errors.ts';
import type { ErrorCode, WireError } from '../../../../shared/errors.ts';
import { collectStream } from '../../collect-stream.ts';
import { utcTime } from '../../http/utc-time.ts';
import type { CallOptions, ModelRequest, Provider } from '../../provider.ts';
import { causeOf } from '../retry/retry-rules.ts';
import type { StreamBatch, StreamPart } from '../../stream-part.ts';
import type { Breaker } from './breaker.ts';

/** What the provider is at fault for; neither a caller's mistake nor a limit. */
const failures: ReadonlySet<ErrorCode> = new Set([
  'provider-failed',
  'network-failed',
  'timed-out',
  'stream-stalled',
  'stream-truncated',
]);

/** Asks nobody who failed again and again: that would only make everybody wait. */
export function withBreaker(provider: Provider, breaker: Breaker, clock: Clock): Provider {
  const stream = (request: ModelRequest, call: CallOptions) =>
    guarded(provider, request, call, { breaker, clock });
  return {
    ...provider,
    stream,
    complete: (request, call) => collectStream(stream(request, call)),
  };
}

async function* guarded(
  provider: Provider,
  request: ModelRequest,
  call: CallOptions,
  { breaker, clock }: { readonly breaker: Breaker; readonly clock: Clock },
): AsyncGenerator<StreamBatch, void, void> {
  if (call.signal.aborted) return;
  const admission = breaker.admit();
  if (admission === null)
    return yield [{ type: 'error', error: leftAlone(provider, breaker, clock.now()) }];
  try {
    for await (const batch of provider.stream(request, call)) {
      if (batch.some(isSeen)) admission.answering();
      const last = batch.at(-1);
      if (last?.type === 'finish') admission.succeeded();
      if (last?.type === 'error') {
        if (failures.has(causeOf(last.error).code)) admission.failed();
        else admission.ended();
      }
      yield batch;
    }
  } finally {
    admission.ended();
  }
}

function isSeen({ type }: StreamPart): boolean {
  return type === 'text-delta' || type === 'reasoning-delta' || type === 'tool-input-delta';
}

function leftAlone({ id, name }: Provider, { state }: Breaker, now: number): WireError {
  // While one tries, the others come back when it is likely to know.
  const retryAt = Math.max(state.retryAt ?? 0, now + 1000);
  return toWire(
    new AppError(
      'provider-unavailable',
      `${name} failed so often that Tina asks it again only from ${utcTime(retryAt)}.`,
      { situation: 'left-alone-until', details: { provider: id, providerName: name, retryAt } },
    ),
  );
}
