import { readMutated as read, secret } from '../../__fixtures__/mutated.ts';
import type { StreamPart } from '../../stream-part.ts';
import { createGoogle } from '../google.ts';
import { request } from './ask.ts';
import { chunk, ended, text, toSse } from './wire.ts';

const chunks = [
  text(`${secret} ü`, { thought: true }),
  text('', { thought: true, thoughtSignature: 'sig' }),
  text(`${secret} 😀`),
  text('more', { thoughtSignature: 'sig' }),
  chunk([{ functionCall: { id: 'g-1', name: 'write', args: { a: secret } } }]),
  chunk([{ functionCall: { name: 'write', willContinue: true } }]),
  chunk([
    {
      functionCall: {
        partialArgs: [{ jsonPath: '$.a[0]', stringValue: secret, willContinue: true }],
        willContinue: true,
      },
    },
  ]),
  chunk([{ functionCall: { partialArgs: [{ jsonPath: '$.a[0]', stringValue: '"' }] } }]),
  chunk([{ executableCode: { language: 'PYTHON', code: secret } }]),
  chunk([{ codeExecutionResult: { outcome: 'OUTCOME_OK', output: secret } }]),
  chunk([{ inlineData: { mimeType: 'image/png', data: 'aGk=' } }]),
  text('So.'),
  ended('STOP', [{ text: '', thoughtSignature: 'end' }], {
    groundingMetadata: {
      webSearchQueries: [secret],
      groundingChunks: [{ web: { uri: 'https://a.example/', title: secret } }],
      groundingSupports: [{ groundingChunkIndices: [0] }],
    },
  }),
].map(toSse);

/** What the adapter makes of a stream that was damaged on its way. */
export function readMutated(mutated: Parameters<typeof read>[1]): Promise<StreamPart[]> {
  return read(chunks, mutated, (fetch) =>
    createGoogle({ apiKey: 'key', baseUrl: undefined }, { fetch }).stream(request, {
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
  const called = new Set<string>();
  for (const part of parts) {
    const [kind] = part.type.split('-');
    const key = 'id' in part ? `${kind}:${part.id}` : '';
    if (part.type === 'text-start' || part.type === 'reasoning-start') {
      if (open.size > 0) return `${key} begins within another.`;
      open.add(key);
    }
    if (part.type === 'text-delta' || part.type === 'reasoning-delta') {
      if (!open.has(key)) return `${key} goes on without a beginning.`;
    }
    if (part.type === 'citation' && !open.has(`text:${part.id}`)) return 'It cites nothing.';
    if (part.type === 'text-end' || part.type === 'reasoning-end') {
      if (!open.delete(key)) return `${key} ends without a beginning.`;
    }
    if (part.type === 'tool-call') called.add(part.id);
    if (part.type === 'tool-result' && !called.has(part.id)) return 'A result has no call.';
  }
  return last?.type === 'finish' && open.size > 0 ? 'A block was left open.' : undefined;
}
