import { AppError } from '../../../shared/errors.ts';

/** In characters: an answer in one piece, files in it included. */
const maxLineLength = 64 * 1024 * 1024;

/** The lines of a body as they come, without empty ones. Throws `too-large`. Leaving the loop ends the request. */
export async function* readLines(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<string, void, void> {
  const reader = body.getReader();
  const utf8 = new TextDecoder();
  let rest: string[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const text = done ? utf8.decode() : utf8.decode(value, { stream: true });
      const [first = '', ...others] = text.split('\n');
      rest.push(first);
      length += first.length;
      if (length > maxLineLength) {
        throw new AppError(
          'too-large',
          'One piece of the answer is larger than Tina accepts, so the answer was cut off.',
          { situation: 'piece-too-large' },
        );
      }
      for (const next of others) {
        const line = rest.join('');
        rest = [next];
        length = next.length;
        if (line.trim() !== '') yield line;
      }
      if (!done) continue;
      const last = rest.join('');
      if (last.trim() !== '') yield last;
      return;
    }
  } finally {
    // Not awaited: whoever leaves must not wait for a connection that hangs.
    void reader.cancel().catch(() => undefined);
  }
}
