/** In UTF-16 units, each at most three bytes in UTF-8: 48 KiB. */
const chunkLength = 16 * 1024;

/** Joins small pieces and cuts long ones. A character is never cut in two. */
export async function* inChunks(
  groups: AsyncIterable<Iterable<string>>,
): AsyncGenerator<string, void, void> {
  let waiting = '';
  for await (const pieces of groups) {
    for (const piece of pieces) {
      waiting += piece;
      while (waiting.length >= chunkLength) {
        const end = endWithin(waiting, chunkLength);
        yield waiting.slice(0, end);
        waiting = waiting.slice(end);
      }
    }
  }
  if (waiting !== '') yield waiting;
}

function endWithin(text: string, length: number): number {
  const last = text.charCodeAt(length - 1);
  const isHighSurrogate = last >= 0xd800 && last <= 0xdbff;
  return isHighSurrogate ? length - 1 : length;
}
