import { expect, test } from 'vitest';
import type { Clock } from '../../../shared/clock.ts';
import type { Part } from '../../../shared/contract/message.ts';
import { collectStream } from '../collect-stream.ts';
import type { ModelMessage, ModelRequest } from '../provider.ts';
import type { StreamPart } from '../stream-part.ts';
import { createDemo } from './demo.ts';

/** Time that never has to be waited for. */
const quick: Clock = {
  now: () => 0,
  after(_ms, callback) {
    queueMicrotask(callback);
    return () => {};
  },
};
const demo = createDemo({ apiKey: undefined, baseUrl: undefined }, quick);
const { signal } = new AbortController();
const tools = ['current_time', 'calculate'].map((name) => ({
  name,
  description: '',
  inputSchema: {},
}));

const says = (text: string): ModelMessage => ({ role: 'user', parts: [{ type: 'text', text }] });
const answers = (...parts: Part[]): ModelMessage => ({ role: 'assistant', parts });
const request = (messages: ModelMessage[], reasoning = false): ModelRequest => ({
  model: 'demo',
  systemPrompt: '',
  messages,
  tools,
  reasoning,
});

async function play(messages: ModelMessage[], reasoning = false): Promise<StreamPart[]> {
  const parts: StreamPart[] = [];
  for await (const batch of demo.stream(request(messages, reasoning), { signal }))
    parts.push(...batch);
  return parts;
}
const textOf = (parts: StreamPart[]) =>
  parts.map((part) => (part.type === 'text-delta' ? part.delta : '')).join('');

test('greets a newcomer, says what it is and what to try', async () => {
  const { parts, finishReason } = await demo.complete(request([says('hi')]), { signal });
  expect(finishReason).toBe('stop');
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  expect(text).toContain('not a real model');
  expect(text).toContain('What time is it?');
});

test.each([
  ['What is (17 + 25) * 3?', 'calculate', { expression: '(17 + 25) * 3' }],
  ['2^10 please', 'calculate', { expression: '2^10' }],
  ['sqrt(2)', 'calculate', { expression: 'sqrt(2)' }],
  ['what time is it', 'current_time', {}],
  ['Wie spät ist es?', 'current_time', {}],
  ['What time is it in Europe/Berlin?', 'current_time', { timeZone: 'Europe/Berlin' }],
])('%j uses %s', async (text, name, input) => {
  const parts = await play([says(text)]);
  expect(parts.find(({ type }) => type === 'tool-call')).toMatchObject({ name, input });
  expect(parts.at(-1)).toMatchObject({ type: 'finish', reason: 'tool-calls' });
});

test('uses every tool it is told to use, each with what is said of it', async () => {
  const parts = await play([
    says('Use calculate with {"expression":"1+1"}, use nothing and use current_time, please'),
  ]);
  expect(parts.filter(({ type }) => type === 'tool-call')).toMatchObject([
    { name: 'calculate', input: { expression: '1+1' } },
    { name: 'current_time', input: {} },
  ]);
});

test.each(['Tell me a long story', 'Show me a table and some code', 'How do I add a key?'])(
  '%j is answered in words',
  async (text) => {
    const parts = await play([says(text)]);
    expect(parts.some(({ type }) => type === 'tool-call')).toBe(false);
    expect(textOf(parts).length).toBeGreaterThan(100);
  },
);

test.each([
  ['Hallo', 'kein echtes Modell'],
  ['Erzähl mir eine lange Geschichte', 'Es war einmal'],
  ['Zeig mir eine Tabelle', '| Planet |'],
  ['Was ist (17 + 25) * 3?', 'Taschenrechner'],
  ['Denk bitte nach', 'Ich habe darüber nachgedacht.'],
  ['Wie komme ich an einen Schlüssel?', 'einem echten Modell'],
])('%j is answered in German', async (text, answer) => {
  expect(textOf(await play([says(text)]))).toContain(answer);
});

test.each([
  ['What time is it?', 'Saturday, 21 November 2026 at 18:22'],
  ['Wie spät ist es?', 'Samstag, 21. November 2026 um 18:22'],
])('%j: the time is said in that language', async (text, answer) => {
  const call = {
    type: 'tool-call',
    id: '1',
    name: 'current_time',
    runner: 'tina',
    inputText: '{}',
    state: 'done',
    result: { iso: '2026-11-21T18:22:41.000Z', timeZone: 'UTC', local: 'as the tool says it' },
  } as const;
  expect(textOf(await play([says(text), answers(call)]))).toContain(`**${answer}**`);
});

test('says what a tool answered, and what went wrong with it', async () => {
  const call = {
    type: 'tool-call',
    id: '1',
    name: 'calculate',
    runner: 'tina',
    inputText: '{}',
  } as const;
  const done = await play([says('1+1'), answers({ ...call, state: 'done', result: { value: 2 } })]);
  expect(textOf(done)).toContain('**2**');
  const failed = await play([
    says('1/0'),
    answers({
      ...call,
      state: 'failed',
      error: { code: 'tool-failed', message: 'Division by zero.', retryable: false },
    }),
  ]);
  expect(textOf(failed)).toContain('Division by zero.');
});

test.each([
  ['Make something fail', 'Tell me a long story'],
  ['Mach einen Fehler', 'Erzähl mir eine lange Geschichte'],
])('breaks off when asked to, and goes on from exactly there: %s', async (fail, tell) => {
  const failing = await play([says(fail)]);
  expect(failing.at(-1)).toMatchObject({ type: 'error', error: { code: 'stream-truncated' } });
  const story = textOf(await play([says(tell)]));
  const half = story.slice(0, 500);
  const rest = await play([
    says(tell),
    answers({ type: 'text', text: half }),
    says('Your previous message was cut off. Continue it.'),
  ]);
  expect(half + textOf(rest)).toBe(story);
});

test('thinks first when asked to', async () => {
  const { parts } = await collectStream(demo.stream(request([says('hi')], true), { signal }));
  expect(parts.map(({ type }) => type)).toEqual(['reasoning', 'text']);
});

test('stops in the middle of a word when it is stopped', async () => {
  const controller = new AbortController();
  const parts: StreamPart[] = [];
  for await (const batch of demo.stream(request([says('hi')]), { signal: controller.signal })) {
    parts.push(...batch);
    if (parts.length === 8) controller.abort();
  }
  expect(parts).toHaveLength(8);
});
