import type { Clock } from '../../../../shared/clock.ts';
import { AppError, toWire } from '../../../../shared/errors.ts';
import { collectStream } from '../../collect-stream.ts';
import { utcTime } from '../../http/utc-time.ts';
import type { CallOptions, ModelRequest, Provider } from '../../provider.ts';
import { retryAtIn } from '../retry/retry-rules.ts';
import type { StreamBatch } from '../../stream-part.ts';
import { longestWaitMs } from './rate-limiter.ts';
import type { RateLimiter, Ticket } from './rate-limiter.ts';

/** A person reads no faster. */
const saidEveryMs = 1000;

export interface RateLimitOptions {
  /** Of the provider's key and of the model. */
  readonly limiterFor: (model: string) => RateLimiter;
  /** Who asks: a conversation. */
  readonly lane: string;
  /** About as many tokens a request is. */
  readonly tokensOf: (request: ModelRequest) => number;
  readonly clock: Clock;
}

/**
 * Waits for room before it asks, and says so. Where the vendor said that there is none for longer than a
 * minute, nobody waits: one request at a time asks whether that still holds, to the others the error says when.
 */
export function withRateLimit(provider: Provider, options: RateLimitOptions): Provider {
  const stream = (request: ModelRequest, call: CallOptions) =>
    limited(provider, request, call, options);
  return {
    ...provider,
    stream,
    complete: (request, call) => collectStream(stream(request, call)),
  };
}

async function* limited(
  provider: Provider,
  request: ModelRequest,
  call: CallOptions,
  { limiterFor, lane, tokensOf, clock }: RateLimitOptions,
): AsyncGenerator<StreamBatch, void, void> {
  const { signal } = call;
  if (signal.aborted) return;
  const limiter = limiterFor(request.model);
  const ticket = limiter.enter({ lane, tokens: tokensOf(request) });
  try {
    let said: string | undefined;
    let saidAt = Number.NEGATIVE_INFINITY;
    while (!ticket.admitted) {
      const { ahead, until } = ticket;
      const { blockedUntil = 0 } = limiter;
      if (blockedUntil - clock.now() > longestWaitMs)
        return yield [noRoomUntil(provider, blockedUntil)];
      const now = `${ahead} ${until}`;
      const wait = saidAt + saidEveryMs - clock.now();
      if (now !== said && wait <= 0) {
        said = now;
        saidAt = clock.now();
        yield [{ type: 'queued', ahead, ...(until === undefined ? {} : { until }) }];
        // Whatever happened meanwhile was not told to anybody: look again.
        if (ticket.admitted || `${ticket.ahead} ${ticket.until}` !== now) continue;
      }
      await change(ticket, { signal, clock, ms: now === said ? undefined : wait });
      if (signal.aborted) return;
    }
    for await (const batch of provider.stream(request, call)) {
      listen(batch, ticket);
      yield batch;
    }
  } finally {
    ticket.leave();
  }
}

/** The answer's beginning tells what the vendor still takes, and so does its refusal. */
function listen(batch: StreamBatch, ticket: Ticket): void {
  for (const part of batch) {
    if (part.type === 'limits') ticket.heard(part.limits);
    else if (part.type === 'connected') ticket.accepted();
    else if (part.type === 'error' && part.error.code === 'rate-limited') {
      const retryAt = retryAtIn(part.error);
      if (retryAt !== undefined) ticket.refused(retryAt);
    }
  }
}

/** Resolves at the ticket's next change, when stopped, and after `ms` if given. */
function change(
  ticket: Ticket,
  {
    signal,
    clock,
    ms,
  }: { readonly signal: AbortSignal; readonly clock: Clock; readonly ms: number | undefined },
): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      forget();
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const forget = ticket.onChange(done);
    const cancel = ms === undefined ? () => {} : clock.after(ms, done);
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
  });
}

function noRoomUntil({ id, name }: Provider, retryAt: number) {
  const error = new AppError(
    'rate-limited',
    `${name} is getting too many requests from this key. It takes new ones again from ${utcTime(retryAt)}.`,
    { situation: 'no-room-until', details: { provider: id, providerName: name, retryAt } },
  );
  return { type: 'error', error: toWire(error) } as const;
}
