import type { AdapterParts } from '../../http/adapter-calls.ts';
import { createChatCompletions } from '../chat-completions.ts';
import type { Dialect } from '../dialect.ts';
import { toListedModel } from '../listed-model.ts';
import { plainDialect } from '../plain-dialect.ts';
import { ask as askProvider } from '../../__fixtures__/ask.ts';
import { bytesOf, fetchOf } from '../../__fixtures__/cut-bytes.ts';
import { request as anyRequest } from '../../__fixtures__/scripted-provider.ts';
import type { ModelRequest } from '../../provider.ts';
import type { StreamPart } from '../../stream-part.ts';

/** A dialect that adds nothing of its own. */
export const plain: Dialect = plainDialect({
  vendor: { id: 'plain', name: 'Plain' },
  defaultBaseUrl: 'https://plain.example/v1',
  toModel: (entry) =>
    toListedModel('plain', entry, () => ({
      tools: true,
      reasoning: false,
      images: true,
      pdf: false,
    })),
});

export const request: ModelRequest = { ...anyRequest, systemPrompt: 'Be brief.' };

/** A chunk as the vendors write it: what a choice says, how it ends, and what stands beside it. */
export const chunk = (delta: object, end: string | null = null, beside: object = {}) => ({
  id: 'chat_1',
  object: 'chat.completion.chunk',
  model: 'a-model',
  choices: [{ index: 0, delta, finish_reason: end }],
  ...beside,
});

/** Events as the vendor writes them; text is sent as it is. */
export function toSse(...events: readonly (object | string)[]): string {
  return events
    .map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`)
    .join('');
}

/** What the adapter makes of a stream, without the part that tells of the connection. */
export async function read(
  sse: string,
  {
    dialect = plain,
    asked = request,
    size = Infinity,
    parts = {},
  }: { dialect?: Dialect; asked?: ModelRequest; size?: number; parts?: AdapterParts } = {},
): Promise<StreamPart[]> {
  const provider = createChatCompletions(dialect)(
    { apiKey: 'key', baseUrl: undefined },
    { ...parts, fetch: fetchOf(bytesOf(sse, size)) },
  );
  const [, ...said] = await askProvider(provider, asked);
  return said;
}
