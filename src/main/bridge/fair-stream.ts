const sliceMs = 4;

/**
 * Passes a stream on and gives the event loop back every few milliseconds. A stream fed from
 * memory never waits, so without this no cancel, and no other caller, would ever be heard.
 */
export async function* fairStream<T>(
  source: AsyncIterable<T>,
  toError: (error: unknown) => unknown,
): AsyncGenerator<T, void, void> {
  let sliceEnd = performance.now() + sliceMs;
  try {
    for await (const value of source) {
      yield value;
      if (performance.now() < sliceEnd) continue;
      await new Promise<void>((resolve) => void setImmediate(resolve));
      sliceEnd = performance.now() + sliceMs;
    }
  } catch (error) {
    throw toError(error);
  }
}
