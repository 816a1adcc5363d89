import { expect, test } from 'vitest';
import { createStep } from './step.ts';

const room = { parts: 100, characters: 10_000 };
const newStep = () =>
  createStep({
    messageId: 'm',
    firstIndex: 0,
    takenIds: new Set(),
    room,
    provider: 'p',
    now: () => 1,
  });

test('deltas of one part in a row become one event, however many there are', () => {
  const events = newStep().take([
    { type: 'text-start', id: '0' },
    ...Array.from({ length: 1000 }, () => ({ type: 'text-delta', id: '0', delta: 'ab' }) as const),
  ]);
  expect(events).toEqual([
    { type: 'turn-status', messageId: 'm', status: { state: 'streaming', since: 1 } },
    { type: 'part-start', messageId: 'm', index: 0, part: { type: 'text', text: '' } },
    { type: 'part-delta', messageId: 'm', index: 0, delta: 'ab'.repeat(1000) },
  ]);
});

test('what comes between deltas finds all that was written before it', () => {
  const events = newStep().take([
    { type: 'text-delta', id: '0', delta: 'one ' },
    { type: 'text-delta', id: '0', delta: 'two' },
    { type: 'citation', id: '0', citation: { title: 'Source' } },
    { type: 'text-delta', id: '0', delta: ' and' },
    { type: 'reasoning-delta', id: '1', delta: 'hm' },
    { type: 'text-delta', id: '0', delta: ' three' },
    { type: 'text-end', id: '0' },
  ]);
  expect(events.slice(1)).toEqual([
    { type: 'part-start', messageId: 'm', index: 0, part: { type: 'text', text: '' } },
    { type: 'part-delta', messageId: 'm', index: 0, delta: 'one two' },
    { type: 'part-delta', messageId: 'm', index: 0, delta: ' and' },
    { type: 'part-start', messageId: 'm', index: 1, part: { type: 'reasoning', text: '' } },
    { type: 'part-delta', messageId: 'm', index: 1, delta: 'hm' },
    { type: 'part-delta', messageId: 'm', index: 0, delta: ' three' },
    {
      type: 'part-update',
      messageId: 'm',
      index: 0,
      part: { type: 'text', text: 'one two and three', citations: [{ title: 'Source' }] },
    },
  ]);
});

test('a silence ends with any sign of life', () => {
  const step = createStep({
    messageId: 'm',
    firstIndex: 0,
    takenIds: new Set(),
    room,
    provider: 'p',
    now: () => 5,
  });
  const states = [
    step.take([{ type: 'connected' }]),
    step.take([{ type: 'stalled', since: 2 }]),
    step.take([]),
  ].flat();
  expect(states.map((event) => event.type === 'turn-status' && event.status)).toEqual([
    { state: 'waiting', since: 5 },
    { state: 'stalled', since: 2 },
    { state: 'waiting', since: 5 },
  ]);
});

test('what was asked once more, fell silent and shows a sign of life is being connected to', () => {
  const step = createStep({
    messageId: 'm',
    firstIndex: 0,
    takenIds: new Set(),
    room,
    provider: 'p',
    now: () => 5,
  });
  const error = { code: 'timed-out', message: 'Slow.', retryable: true } as const;
  const states = [
    step.take([{ type: 'retrying', attempt: 1, of: 3, at: 5, error }]),
    step.take([{ type: 'stalled', since: 2 }]),
    step.take([]),
  ].flat();
  expect(states.map((event) => event.type === 'turn-status' && event.status)).toEqual([
    { state: 'retrying', since: 5, attempt: 1, of: 3, until: 5, error },
    { state: 'stalled', since: 2 },
    { state: 'connecting', since: 5 },
  ]);
});

test('citations are told once for a passage, and are not lost when its end never comes', () => {
  const step = createStep({
    messageId: 'm',
    firstIndex: 0,
    takenIds: new Set(),
    room,
    provider: 'p',
    now: () => 5,
  });
  const citation = { url: 'https://a.example' };
  const events = step.take([
    { type: 'text-start', id: '0' },
    { type: 'text-delta', id: '0', delta: 'cited' },
    { type: 'citation', id: '0', citation },
    { type: 'citation', id: '0', citation },
  ]);
  expect(events.filter(({ type }) => type === 'part-update')).toEqual([]);
  const part = { type: 'text', text: 'cited', citations: [citation, citation] };
  expect(step.rest()).toEqual([{ type: 'part-update', messageId: 'm', index: 0, part }]);
  expect(step.rest()).toEqual([]);
});

test.each([
  ['parts', Array.from({ length: 11 }, (_, n) => ({ type: 'text-start' as const, id: `${n}` }))],
  ['characters', [{ type: 'text-delta' as const, id: '0', delta: 'x'.repeat(101) }]],
  [
    'calls',
    Array.from({ length: 65 }, (_, n) => ({
      type: 'tool-call' as const,
      id: `${n}`,
      name: 'a',
      runner: 'tina' as const,
      input: {},
    })),
  ],
])('too many %s end the answer, with what there was', (_, batch) => {
  const small = { parts: batch.length === 65 ? 100 : 10, characters: 100 };
  const step = createStep({
    messageId: 'm',
    firstIndex: 0,
    takenIds: new Set(),
    room: small,
    provider: 'p',
    now: () => 5,
  });
  expect(step.take(batch).length).toBeGreaterThan(0);
  expect(step.outcome).toMatchObject({ type: 'error', error: { code: 'too-large' } });
});

test('how much was written is known only at the end, and how much might be where a person said so', () => {
  const step = createStep({
    messageId: 'm',
    maxOutputTokens: 300,
    firstIndex: 0,
    takenIds: new Set(),
    room,
    provider: 'p',
    now: () => 1,
  });
  const begun = step.take([
    { type: 'response-start', responseId: 'r', model: 'really-this' },
    { type: 'usage', usage: { inputTokens: 12, cacheReadTokens: 4, outputTokens: 1 } },
    { type: 'text-delta', id: '0', delta: 'Half an' },
  ]);
  expect(begun).toContainEqual(
    expect.objectContaining({
      part: {
        type: 'step',
        responseId: 'r',
        provider: 'p',
        model: 'really-this',
        maxOutputTokens: 300,
      },
    }),
  );
  expect(step.usage).toEqual({ inputTokens: 12, cacheReadTokens: 4 });
  step.take([{ type: 'finish', reason: 'length', usage: { outputTokens: 300 } }]);
  expect(step.usage).toEqual({ inputTokens: 12, cacheReadTokens: 4, outputTokens: 300 });
});
