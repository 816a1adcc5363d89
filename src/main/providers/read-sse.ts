import { createParser } from 'eventsource-parser';
import { AppError } from '../../shared/errors.ts';

/** In characters. Nothing a model says in one breath comes near it. */
const maxEventLength = 8 * 1024 * 1024;
/** In bytes, as they travel. */
const maxAnswerBytes = 64 * 1024 * 1024;

/** Adds what `data` says to `parts`; true when the answer is over. */
export type TakeData<Part> = (data: string, parts: Part[]) => boolean;

/**
 * Reads server-sent events until `take` says it was the last one, or the body ends. Yields one
 * array for each read of the network, an empty one too: it shows that the other side is alive.
 * Throws `too-large` without ever holding more than one event's worth of text.
 */
export async function* readSse<Part>(
  body: ReadableStream<Uint8Array>,
  take: TakeData<Part>,
): AsyncGenerator<Part[], void, void> {
  const reader = body.getReader();
  const utf8 = new TextDecoder();
  let parts: Part[] = [];
  let bytes = 0;
  let ended = false;
  let tooLarge = false;
  let failure: { readonly error: unknown } | undefined;
  const parser = createParser({
    maxBufferSize: maxEventLength,
    onEvent({ data }) {
      if (ended || tooLarge || failure !== undefined) return;
      // One that came whole in a single read was never in the parser's buffer.
      if (data.length > maxEventLength) {
        tooLarge = true;
        return;
      }
      try {
        ended = take(data, parts);
      } catch (error) {
        // What came before it in the same read is still handed on.
        failure = { error };
      }
    },
    onError({ type }) {
      // Unknown fields and odd `retry` values are no reason to stop.
      if (type === 'max-buffer-size-exceeded') tooLarge = true;
    },
  });
  try {
    while (!ended) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.byteLength;
      if (bytes > maxAnswerBytes)
        throw new AppError(
          'too-large',
          'The answer is larger than Tina accepts, so it was cut off.',
          { situation: 'answer-too-large' },
        );
      parts = [];
      parser.feed(utf8.decode(value, { stream: true }));
      yield parts;
      if (failure !== undefined) throw failure.error;
      if (tooLarge)
        throw new AppError(
          'too-large',
          'One piece of the answer is larger than Tina accepts, so the answer was cut off.',
          { situation: 'piece-too-large' },
        );
    }
  } finally {
    // Not awaited: whoever leaves must not wait for a connection that hangs.
    void reader.cancel().catch(() => undefined);
  }
}
