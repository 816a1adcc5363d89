/** This much text is handed over to the browser at a time: a Blob need not be in the page's memory. */
const partLength = 1024 * 1024;

/** All of a text that comes in pieces, however long it is. */
export async function gatherBlob(pieces: AsyncIterable<string>, mediaType: string): Promise<Blob> {
  const parts: Blob[] = [];
  let waiting: string[] = [];
  let length = 0;
  for await (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < partLength) continue;
    parts.push(new Blob(waiting));
    waiting = [];
    length = 0;
  }
  return new Blob([...parts, ...waiting], { type: mediaType });
}
