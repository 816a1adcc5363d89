import { createParser } from 'eventsource-parser';
import { AppError } from '../../../../shared/errors.ts';

/** Of one message, as over stdio. */
const maxMessageBytes = 64 * 1024 * 1024;

function messageTooLarge(): AppError {
  return new AppError('too-large', 'The server sent a message that is too large to be taken.');
}

/** The whole of it. Throws `too-large` without holding more than that, which is as much as one message may have. */
export async function readText(
  body: ReadableStream<Uint8Array>,
  maxBytes = maxMessageBytes,
): Promise<string> {
  const utf8 = new TextDecoder();
  const pieces: string[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw messageTooLarge();
    pieces.push(utf8.decode(chunk, { stream: true }));
  }
  return pieces.join('') + utf8.decode();
}

/** What a stream of server-sent events says besides its messages. */
export interface StreamState {
  /** Of the last event that had one: from here it can be taken up again. */
  lastEventId: string | undefined;
  /** How long to wait before that, in milliseconds, where the server said so. */
  retryMs: number | undefined;
}

export interface ServerSentEvent {
  readonly event: string | undefined;
  readonly data: string;
}

/** Hands on each event until the stream ends, rejects, or `onEvent` returns true. Keeps `state` up to date. */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  state: StreamState,
  onEvent: (event: ServerSentEvent) => boolean,
): Promise<void> {
  const utf8 = new TextDecoder();
  let isOver = false;
  let isTooLarge = false;
  const parser = createParser({
    maxBufferSize: maxMessageBytes,
    onEvent({ event, data, id }) {
      if (isOver) return;
      if (id !== undefined) state.lastEventId = id;
      isOver = onEvent({ event, data });
    },
    onRetry(ms) {
      state.retryMs = ms;
    },
    onError({ type }) {
      // Unknown fields and odd `retry` values are no reason to stop.
      if (type === 'max-buffer-size-exceeded') isTooLarge = true;
    },
  });
  for await (const chunk of body) {
    parser.feed(utf8.decode(chunk, { stream: true }));
    if (isTooLarge) throw messageTooLarge();
    if (isOver) return;
  }
}
