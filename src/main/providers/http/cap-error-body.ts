/** Enough for any error that was meant for us. */
const maxErrorBytes = 64 * 1024;

/** The body of a refusal is read to its end, however long that is: here it ends soon. */
export async function capErrorBody(response: Response): Promise<Response> {
  if (response.ok || response.body === null) return response;
  const { status, headers } = response;
  return new Response(await firstBytes(response.body, maxErrorBytes), {
    status,
    headers: withoutLength(headers),
  });
}

async function firstBytes(body: ReadableStream<Uint8Array>, limit: number): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = body.getReader();
  try {
    while (length < limit) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(new Uint8Array(value));
      length += value.byteLength;
    }
  } catch {
    // The status says what happened, even if the words were cut off.
  } finally {
    void reader.cancel().catch(() => undefined);
  }
  return new Blob(chunks);
}

/** The body was unpacked and cut: what the headers say of its size no longer holds. */
function withoutLength(headers: Headers): Headers {
  const kept = new Headers(headers);
  kept.delete('content-length');
  kept.delete('content-encoding');
  return kept;
}
