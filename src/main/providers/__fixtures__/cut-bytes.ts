/** The bytes of `text` in pieces of `size`. */
export function bytesOf(text: string, size = Infinity): Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return pieces;
}

/** A `fetch` that answers with exactly these reads. */
export function fetchOf(
  pieces: Iterable<Uint8Array>,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): typeof fetch {
  return () => {
    const iterator = pieces[Symbol.iterator]();
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const { done, value } = iterator.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
    });
    return Promise.resolve(
      new Response(body, { status, headers: { 'content-type': 'text/event-stream', ...headers } }),
    );
  };
}
