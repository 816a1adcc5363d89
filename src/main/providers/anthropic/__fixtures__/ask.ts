import type { ModelRequest, Provider } from '../../provider.ts';
import type { StreamPart } from '../../stream-part.ts';

export const request: ModelRequest = {
  model: 'claude-sonnet-5-5',
  systemPrompt: 'Be brief.',
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }],
  tools: [],
  reasoning: false,
};

/** Every part of an answer, deltas of one block joined: what must not depend on how the bytes are cut. */
export async function ask(
  provider: Provider,
  asked: ModelRequest = request,
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
