import { AppError, toWire } from '../../../shared/errors.ts';
import { truncated } from '../end-once.ts';
import { readSse } from '../read-sse.ts';
import type { StreamBatch, StreamPart } from '../stream-part.ts';
import type { Client } from './client.ts';
import { createAnswerDecoder } from './decode-answer.ts';
import { fromErrorEvent, toAppError } from './errors.ts';
import type { CallFacts } from './errors.ts';
import { badResponse } from './read-json.ts';
import { ofAnthropic } from './of-anthropic.ts';

export interface StreamAnswerOptions {
  readonly client: Client;
  readonly request: () => { readonly body: object; readonly betas: readonly string[] };
  readonly signal: AbortSignal;
  readonly facts: CallFacts;
  readonly onDropped?: (dropped: ReadonlyMap<string, number>) => void;
}

/** One answer, as it comes: a batch for each read of the network. Leaving the loop ends the request. */
export async function* streamAnswer(
  options: StreamAnswerOptions,
): AsyncGenerator<StreamBatch, void, void> {
  const { client, request, signal, facts, onDropped } = options;
  const left = new AbortController();
  const decoder = createAnswerDecoder((error) => fromErrorEvent(error, facts));
  try {
    const { body, betas } = request();
    const response = await client.post(
      '/v1/messages',
      { ...body, stream: true },
      {
        signal: AbortSignal.any([signal, left.signal]),
        betas,
      },
    );
    const isStream = /^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '');
    if (!isStream || response.body === null) throw badResponse(response, facts.host);
    yield [connected(response)];
    let ended = false;
    yield* readSse<StreamPart>(
      response.body,
      (data, parts) => (ended = decoder.take(parseEvent(data), parts)),
    );
    if (!ended && !signal.aborted) yield [{ type: 'error', error: truncated('anthropic') }];
  } catch (error) {
    if (!signal.aborted) yield [{ type: 'error', error: toWire(toAppError(error, facts)) }];
  } finally {
    left.abort();
    if (decoder.dropped.size > 0) onDropped?.(decoder.dropped);
  }
}

function connected({ headers }: Response): StreamPart {
  const requestId = headers.get('request-id');
  return requestId !== null && /^[\w-]{1,128}$/.test(requestId)
    ? { type: 'connected', requestId }
    : { type: 'connected' };
}

function parseEvent(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    // Not passed on: the engine's message quotes what it could not read.
    throw new AppError(
      'bad-response',
      'A piece of the answer could not be read, so it was cut off there.',
      {
        situation: 'piece-unreadable',
        details: ofAnthropic,
      },
    );
  }
}
