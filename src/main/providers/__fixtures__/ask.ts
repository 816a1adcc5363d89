import type { ModelRequest, Provider } from '../provider.ts';
import type { StreamPart } from '../stream-part.ts';

/** Every part of an answer, deltas of one block joined: what must not depend on how the bytes are cut. */
export async function ask(
  provider: Provider,
  asked: ModelRequest,
  signal = new AbortController().signal,
): Promise<StreamPart[]> {
  const parts: StreamPart[] = [];
  for await (const batch of provider.stream(asked, { signal })) {
    for (const part of batch) {
      const last = parts.at(-1);
      if (
        last !== undefined &&
        'delta' in last &&
        'delta' in part &&
        last.type === part.type &&
        last.id === part.id
      ) {
        parts[parts.length - 1] = { ...last, delta: last.delta + part.delta };
      } else parts.push(part);
    }
  }
  return parts;
}
