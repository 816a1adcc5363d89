import fc from 'fast-check';
import { bytesOf, fetchOf } from '../../__fixtures__/cut-bytes.ts';
import type { StreamPart } from '../../stream-part.ts';
import { createGoogle } from '../google.ts';
import { request } from './ask.ts';
import { chunk, ended, text, toSse } from './wire.ts';

const secret = 'SECRET';

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

const mutation = fc.oneof(
  fc.record({ how: fc.constant('drop' as const), at: fc.nat() }),
  fc.record({ how: fc.constant('double' as const), at: fc.nat() }),
  fc.record({ how: fc.constant('swap' as const), at: fc.nat(), with: fc.nat() }),
  fc.record({ how: fc.constant('cut' as const), at: fc.nat() }),
  fc.record({ how: fc.constant('byte' as const), at: fc.nat(), to: fc.nat({ max: 255 }) }),
  fc.record({
    how: fc.constant('insert' as const),
    at: fc.nat(),
    bytes: fc.uint8Array({ maxLength: 30 }),
  }),
);

export const mutatedStream = fc.record({
  mutations: fc.array(mutation, { minLength: 1, maxLength: 6 }),
  size: fc.integer({ min: 1, max: 400 }),
});

type Mutated = typeof mutatedStream extends fc.Arbitrary<infer Value> ? Value : never;

/** What the adapter makes of a stream that was damaged on its way. */
export async function readMutated({ mutations, size }: Mutated): Promise<StreamPart[]> {
  const kept = [...chunks];
  for (const change of mutations) {
    const at = change.at % Math.max(kept.length, 1);
    if (change.how === 'drop') kept.splice(at, 1);
    if (change.how === 'double') kept.splice(at, 0, kept[at] ?? '');
    if (change.how === 'swap') {
      const other = change.with % Math.max(kept.length, 1);
      [kept[at], kept[other]] = [kept[other] ?? '', kept[at] ?? ''];
    }
  }
  let bytes = [...(bytesOf(kept.join(''))[0] ?? [])];
  for (const change of mutations) {
    const at = change.at % Math.max(bytes.length, 1);
    if (change.how === 'cut') bytes = bytes.slice(0, at);
    if (change.how === 'byte') bytes[at] = change.to;
    if (change.how === 'insert') bytes.splice(at, 0, ...change.bytes);
  }
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size)
    pieces.push(Uint8Array.from(bytes.slice(at, at + size)));
  const provider = createGoogle({ apiKey: 'key', baseUrl: undefined }, { fetch: fetchOf(pieces) });
  const parts: StreamPart[] = [];
  for await (const batch of provider.stream(request, { signal: new AbortController().signal }))
    parts.push(...batch);
  return parts;
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
