/** In characters: an answer in one piece, files in it included. */
const longest = 64 * 1024 * 1024;

/**
 * The lines of a body as they come. One that is longer than anybody may keep comes as nothing, and so does an
 * empty one. Leaving the loop ends the request.
 */
export async function* readLines(
  body: ReadableStream<Uint8Array>,
  maxLength = longest,
): AsyncGenerator<string, void, void> {
  const reader = body.getReader();
  const utf8 = new TextDecoder();
  let pieces: string[] = [];
  let length = 0;

  function add(piece: string): void {
    length += piece.length;
    if (length > maxLength) pieces = [];
    else pieces.push(piece);
  }

  /** The line that ended; undefined if there is nothing to tell. */
  function take(): string | undefined {
    const line = pieces.join('');
    pieces = [];
    const isWhole = length <= maxLength;
    length = 0;
    return isWhole && line.trim() !== '' ? line : undefined;
  }

  try {
    for (;;) {
      const { done, value } = await reader.read();
      const text = done ? `${utf8.decode()}\n` : utf8.decode(value, { stream: true });
      let from = 0;
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
        add(text.slice(from, end));
        from = end + 1;
        const line = take();
        if (line !== undefined) yield line;
      }
      if (done) return;
      add(text.slice(from));
    }
  } finally {
    // Not awaited: whoever leaves must not wait for a connection that hangs.
    void reader.cancel().catch(() => undefined);
  }
}
