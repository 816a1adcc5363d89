import { AppError, toWire } from '../../../shared/errors.ts';
import { truncated } from '../end-once.ts';
import { readSse } from '../read-sse.ts';
import type { RateLimits } from '../rate-limits.ts';
import type { StreamBatch, StreamPart } from '../stream-part.ts';
import { idOf } from './answer-error.ts';
import { connectionError } from './connection-error.ts';
import { badResponse } from './read-json.ts';
import { detailsOf } from './vendor.ts';
import type { CallFacts } from './vendor.ts';

/** A vendor's events as ours, for one answer. */
export interface AnswerDecoder {
  /** Adds what the event says to `parts`; true when the answer is over. */
  take(event: unknown, parts: StreamPart[]): boolean;
  /**
   * The stream said it was over, by `[DONE]` or by ending; true if the answer was complete before that.
   * Absent where the vendor's events say so themselves.
   */
  end?(parts: StreamPart[]): boolean;
  /** How often something came that nobody here knows, by kind. */
  readonly dropped: ReadonlyMap<string, number>;
}

export interface StreamAnswerOptions {
  /** Sends the request and tells `hear` what came with the answer. Throws what `toAppError` understands. */
  readonly post: (signal: AbortSignal, hear: (headers: Headers) => void) => Promise<Response>;
  readonly decoder: AnswerDecoder;
  readonly signal: AbortSignal;
  readonly facts: CallFacts;
  /** Where the vendor says by which id it knows the request. */
  readonly requestIdHeader: string;
  /** What the headers say of how much more the vendor takes. */
  readonly limitsOf?: ((headers: Headers, now: number) => RateLimits | undefined) | undefined;
  /** Gives back what it does not know. Absent: what `post` throws is known already. */
  readonly toAppError?: (error: unknown) => unknown;
  /** Told how much of an answer was unknown to us and left out, by kind. */
  readonly onDropped?: ((dropped: ReadonlyMap<string, number>) => void) | undefined;
}

/** One answer, as it comes: a batch for each read of the network. Leaving the loop ends the request. */
export async function* streamAnswer({
  post,
  decoder,
  signal,
  facts,
  requestIdHeader,
  limitsOf,
  toAppError = (error) => connectionError(error, facts) ?? error,
  onDropped,
}: StreamAnswerOptions): AsyncGenerator<StreamBatch, void, void> {
  const left = new AbortController();
  let ended = false;
  let heard: StreamPart[] = [];

  function hear(headers: Headers): void {
    const limits = limitsOf?.(headers, facts.now());
    heard = limits === undefined ? [] : [{ type: 'limits', limits }];
  }

  function take(data: string, parts: StreamPart[]): boolean {
    ended =
      data === '[DONE]' && decoder.end !== undefined
        ? decoder.end(parts)
        : decoder.take(parseEvent(data, facts), parts);
    return ended;
  }
  try {
    const response = await post(AbortSignal.any([signal, left.signal]), hear);
    const isStream = /^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '');
    if (!isStream || response.body === null) throw badResponse(response, facts);
    yield [...heard, connected(response, requestIdHeader)];
    heard = [];
    yield* readSse<StreamPart>(response.body, take);
    if (signal.aborted || ended) return;
    const parts: StreamPart[] = [];
    if (decoder.end?.(parts) !== true)
      parts.push({ type: 'error', error: truncated(facts.vendor.id) });
    yield parts;
  } catch (error) {
    if (!signal.aborted) yield [...heard, { type: 'error', error: toWire(toAppError(error)) }];
  } finally {
    left.abort();
    if (decoder.dropped.size > 0) onDropped?.(decoder.dropped);
  }
}

function connected({ headers }: Response, requestIdHeader: string): StreamPart {
  const requestId = idOf(headers.get(requestIdHeader));
  return requestId === undefined ? { type: 'connected' } : { type: 'connected', requestId };
}

function parseEvent(data: string, { vendor }: CallFacts): unknown {
  try {
    return JSON.parse(data);
  } catch {
    // Not passed on: the engine's message quotes what it could not read.
    throw new AppError(
      'bad-response',
      'A piece of the answer could not be read, so it was cut off there.',
      { situation: 'piece-unreadable', details: detailsOf(vendor) },
    );
  }
}
