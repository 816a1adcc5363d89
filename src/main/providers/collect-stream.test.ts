import { expect, it } from 'vitest';
import { collectStream } from './collect-stream.ts';
import type { StreamBatch, StreamPart } from './stream-part.ts';

async function* of(...parts: StreamPart[]): AsyncGenerator<StreamBatch, void, void> {
  for (const part of parts) yield await Promise.resolve([part]);
}

it('puts an answer together', async () => {
  const vendor = { provider: 'p', data: 1 };
  const completion = await collectStream(
    of(
      { type: 'connected' },
      { type: 'response-start', responseId: 'r', model: 'm' },
      { type: 'usage', usage: { inputTokens: 5 } },
      { type: 'reasoning-start', id: '0' },
      { type: 'reasoning-delta', id: '0', delta: 'hm' },
      { type: 'reasoning-end', id: '0', vendor },
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'one ' },
      { type: 'stalled', since: 1 },
      { type: 'text-delta', id: '1', delta: 'two' },
      { type: 'citation', id: '1', citation: { title: 'A' } },
      { type: 'text-end', id: '1' },
      { type: 'tool-input-start', id: 'a', name: 'search', runner: 'provider' },
      { type: 'tool-input-delta', id: 'a', delta: '{}' },
      { type: 'tool-call', id: 'a', name: 'search', runner: 'provider', input: {} },
      { type: 'tool-result', id: 'a', result: 'found', failed: false, vendor },
      {
        type: 'tool-call',
        id: 'b',
        name: 'calculate',
        runner: 'tina',
        input: undefined,
        invalid: 'no JSON',
      },
      { type: 'file', file: { type: 'file', mediaType: 'image/png', data: '' } },
      { type: 'finish', reason: 'tool-calls', usage: { outputTokens: 7 } },
    ),
    () => 1000,
  );
  expect(completion).toStrictEqual({
    responseId: 'r',
    model: 'm',
    parts: [
      { type: 'reasoning', text: 'hm', vendor },
      { type: 'text', text: 'one two', citations: [{ title: 'A' }] },
      {
        type: 'tool-call',
        id: 'a',
        name: 'search',
        runner: 'provider',
        state: 'done',
        inputText: '{}',
        input: {},
        startedAt: 1000,
        result: 'found',
        endedAt: 1000,
        vendor,
      },
      {
        type: 'tool-call',
        id: 'b',
        name: 'calculate',
        runner: 'tina',
        state: 'running',
        inputText: '',
        error: {
          code: 'invalid-input',
          message: 'The arguments are not valid: no JSON',
          retryable: false,
          details: { situation: 'arguments-invalid', problem: 'no JSON' },
        },
        startedAt: 1000,
      },
      { type: 'file', mediaType: 'image/png', data: '' },
    ],
    finishReason: 'tool-calls',
    usage: { inputTokens: 5, outputTokens: 7 },
  });
});

it('throws what the answer failed with', async () => {
  const error = {
    code: 'rate-limited',
    message: 'Wait.',
    retryable: true,
    details: { retryAt: 5 },
  } as const;
  await expect(collectStream(of({ type: 'error', error }))).rejects.toMatchObject(error);
});

it('throws an AbortError when it was stopped', async () => {
  await expect(collectStream(of({ type: 'connected' }))).rejects.toMatchObject({
    name: 'AbortError',
  });
});
