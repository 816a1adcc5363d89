import { readMutated as read, secret } from '../../__fixtures__/mutated.ts';
import type { StreamPart } from '../../stream-part.ts';
import { createChatCompletions } from '../chat-completions.ts';
import { chunk, plain, request, toSse } from './wire.ts';

const events = [
  chunk({ role: 'assistant', content: '<think>no</think>' }),
  chunk({ reasoning_content: `${secret} ü` }),
  chunk({ reasoning: 'x', reasoning_details: [{ type: 'reasoning.text', text: secret }] }),
  chunk({ content: `${secret} 😀` }),
  chunk({ content: [{ type: 'text', text: 'piece' }] }),
  chunk({ annotations: [{ type: 'url_citation', url_citation: { url: 'https://a.example' } }] }),
  chunk({ executed_tools: [{ index: 0, type: 'search', arguments: '{}', output: secret }] }),
  chunk({
    tool_calls: [{ index: 0, id: 'call_1', function: { name: 'write', arguments: '{"a":' } }],
  }),
  chunk({ tool_calls: [{ index: 0, function: { arguments: `"${secret}"}` } }] }),
  chunk({ tool_calls: [{ function: { name: 'other', arguments: '{}' } }] }),
  chunk({ refusal: secret }),
  chunk({}, 'tool_calls'),
  { ...chunk({}), choices: [], usage: { prompt_tokens: 3, completion_tokens: 9 } },
  '[DONE]',
].map((event) => toSse(event));

/** What the adapter makes of a stream that was damaged on its way. */
export function readMutated(mutated: Parameters<typeof read>[1]): Promise<StreamPart[]> {
  return read(events, mutated, (fetch) =>
    createChatCompletions({ ...plain, splitsThinking: true })(
      { apiKey: 'key', baseUrl: undefined },
      { fetch, onDropped: () => {} },
    ).stream(request, {
      signal: new AbortController().signal,
    }),
  );
}

/** What must hold of every stream, whatever happened to it; undefined if it does. */
export function wrongWith(parts: readonly StreamPart[]): string | undefined {
  const terminal = parts.findIndex(({ type }) => type === 'finish' || type === 'error');
  if (terminal !== parts.length - 1) return 'It does not end exactly once.';
  const last = parts.at(-1);
  if (last?.type === 'error') {
    if (last.error.code === 'internal') return 'It ended with a bug.';
    if (JSON.stringify(last).includes(secret)) return 'Its error repeats content.';
  }
  const open = new Set<string>();
  const begun = new Set<string>();
  const called = new Set<string>();
  for (const part of parts) {
    const [kind] = part.type.split('-');
    const key = 'id' in part ? `${kind}:${part.id}` : '';
    if (part.type === 'text-start' || part.type === 'reasoning-start') {
      if (begun.has(key)) return `${key} begins twice.`;
      begun.add(key);
      open.add(key);
    }
    if (part.type === 'text-delta' || part.type === 'reasoning-delta') {
      if (!open.has(key)) return `${key} goes on without a beginning.`;
    }
    if (part.type === 'text-end' || part.type === 'reasoning-end') {
      if (!open.delete(key)) return `${key} ends without a beginning.`;
    }
    if (part.type === 'citation' && !begun.has(`text:${part.id}`)) return 'It cites for no text.';
    if (part.type === 'tool-input-start') begun.add(key);
    if (part.type === 'tool-input-delta' && !begun.has(key)) return `${key} goes on unbegun.`;
    if (part.type === 'tool-call') {
      if (!begun.has(key)) return `${key} is called unbegun.`;
      if (called.has(key)) return `${key} is called twice.`;
      called.add(key);
    }
  }
  if (last?.type === 'finish' && open.size > 0) return 'It leaves something open.';
  return undefined;
}
