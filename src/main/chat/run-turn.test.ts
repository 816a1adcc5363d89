import { expect, test } from 'vitest';
import { makeAnswer } from '../../shared/__fixtures__/make-message.ts';
import type { Part } from '../../shared/contract/message.ts';
import { foldMessage } from '../../shared/chat/fold-message.ts';
import { AppError } from '../../shared/errors.ts';
import type { ModelRequest } from '../providers/provider.ts';
import type { StreamBatch } from '../providers/stream-part.ts';
import { runTurn } from './run-turn.ts';
import type { TurnEnd } from './run-turn.ts';

const finish = (reason: 'stop' | 'tool-calls' | 'pause' | 'refusal'): StreamBatch => [
  { type: 'finish', reason, usage: { inputTokens: 10, outputTokens: 5 } },
];
const start: StreamBatch = [{ type: 'response-start', responseId: 'r', model: 'really-this' }];
const say = (...words: string[]): StreamBatch[] => [
  [{ type: 'text-start', id: '0' }],
  words.map((delta) => ({ type: 'text-delta', id: '0', delta })),
  [{ type: 'text-end', id: '0' }],
];
const call = (id: string, name: string, input: unknown): StreamBatch => [
  { type: 'tool-input-start', id, name, runner: 'tina' },
  { type: 'tool-input-delta', id, delta: JSON.stringify(input) },
  { type: 'tool-call', id, name, runner: 'tina', input },
];

async function run(
  responses: readonly (readonly StreamBatch[])[],
  runTool: (name: string, input: unknown) => Promise<unknown> = () => Promise.resolve('ok'),
  parts: readonly Part[] = [],
) {
  let answer = makeAnswer({ id: 'm', status: 'streaming', parts });
  const requests: ModelRequest[] = [];
  const controller = new AbortController();
  const turn = runTurn({
    answer: () => answer,
    history: [{ role: 'user', parts: [{ type: 'text', text: 'question' }] }],
    goOn: parts.length > 0 ? 'go on' : undefined,
    request: { model: 'this', systemPrompt: '', tools: [], reasoning: false },
    complete: (request) => Promise.resolve(request),
    provider: {
      id: 'p',
      async *stream(request, { signal }) {
        requests.push(request);
        for (const batch of responses[requests.length - 1] ?? []) {
          if (signal.aborted) return;
          yield batch;
        }
      },
    },
    tools: {
      describe: () => ({}),
      permit: async ({ name, input }) => {
        return () => {
          if (name === 'stopper') controller.abort();
          return runTool(name, input);
        };
      },
    },
    signal: controller.signal,
    now: () => 1,
  });
  let end: TurnEnd;
  for (;;) {
    const { value, done } = await turn.next();
    if (done === true) {
      end = value;
      break;
    }
    answer = foldMessage(answer, value);
  }
  return { answer, end, requests };
}

test('an answer in words', async () => {
  const { answer, end } = await run([[start, ...say('Hel', 'lo'), finish('stop')]]);
  expect(end).toEqual({
    status: 'complete',
    finishReason: 'stop',
    usage: { inputTokens: 10, outputTokens: 5 },
  });
  expect(answer.parts).toEqual([
    { type: 'step', responseId: 'r', provider: 'p', model: 'really-this' },
    { type: 'text', text: 'Hello' },
  ]);
});

test('tools are run side by side, the model sees what they gave and goes on', async () => {
  let atOnce = 0;
  const both = Promise.withResolvers<void>();
  const { answer, end, requests } = await run(
    [
      [start, call('1', 'add', { a: 1 }), call('2', 'fails', {}), finish('tool-calls')],
      [start, ...say('Three'), finish('stop')],
    ],
    async (name) => {
      if (++atOnce === 2) both.resolve();
      await both.promise;
      if (name === 'fails') throw new AppError('tool-failed', 'No.');
      return 3;
    },
  );
  expect(end).toMatchObject({ status: 'complete', usage: { inputTokens: 20, outputTokens: 10 } });
  const calls = [
    { id: '1', name: 'add', state: 'done', result: 3, startedAt: 1, endedAt: 1 },
    { id: '2', name: 'fails', state: 'failed', error: { code: 'tool-failed', message: 'No.' } },
  ];
  expect(answer.parts.filter(({ type }) => type === 'tool-call')).toMatchObject(calls);
  expect(requests[1]?.messages[1]?.parts.slice(1)).toMatchObject(calls);
});

test('arguments that are not JSON are told to the model instead of to the tool', async () => {
  const ran: string[] = [];
  const { answer, end } = await run(
    [
      [
        start,
        [
          {
            type: 'tool-call',
            id: '1',
            name: 'add',
            runner: 'tina',
            input: undefined,
            invalid: 'unexpected end',
          },
        ],
        finish('tool-calls'),
      ],
      [start, ...say('Sorry'), finish('stop')],
    ],
    (name) => Promise.resolve(ran.push(name)),
  );
  expect(ran).toEqual([]);
  expect(end.status).toBe('complete');
  expect(answer.parts[1]).toMatchObject({ state: 'failed', error: { code: 'invalid-input' } });
});

test('calls in an answer that hit the length limit are not run', async () => {
  const ran: string[] = [];
  const { end } = await run(
    [[start, call('1', 'add', {}), [{ type: 'finish', reason: 'length', usage: {} }]]],
    (name) => Promise.resolve(ran.push(name)),
  );
  expect(end).toMatchObject({ status: 'complete', finishReason: 'length' });
  expect(ran).toEqual([]);
});

test('stopping while a tool hangs does not wait for it', async () => {
  const { end } = await run(
    [[start, call('1', 'stopper', {}), finish('tool-calls')]],
    () => new Promise(() => {}),
  );
  expect(end).toEqual({ status: 'stopped', usage: { inputTokens: 10, outputTokens: 5 } });
});

test('an error keeps what came before it', async () => {
  const error = { code: 'stream-truncated', message: 'cut', retryable: true } as const;
  const { answer, end } = await run([[start, ...say('half'), [{ type: 'error', error }]]]);
  expect(end).toEqual({ status: 'failed', error, usage: {} });
  expect(answer.parts[1]).toEqual({ type: 'text', text: 'half' });
});

test('a refusal is not a complete answer', async () => {
  const { end } = await run([
    [start, [{ type: 'finish', reason: 'refusal', usage: {}, explanation: 'Not this.' }]],
  ]);
  expect(end).toMatchObject({
    status: 'failed',
    error: { code: 'content-refused', message: 'Not this.' },
  });
});

test('of a refusal in the model’s own words these are the answer', async () => {
  const { end, answer } = await run([[start, ...say('I would rather not.'), finish('refusal')]]);
  expect(end).toMatchObject({
    status: 'failed',
    error: { code: 'content-refused', message: 'The model declined to answer this.' },
  });
  expect(answer.parts).toContainEqual({ type: 'text', text: 'I would rather not.' });
});

test('a pause is gone on from with the same question', async () => {
  const { end, requests } = await run([
    [start, ...say('first'), finish('pause')],
    [start, ...say('second'), finish('stop')],
  ]);
  expect(end.status).toBe('complete');
  expect(requests).toHaveLength(2);
});

test('an answer taken up again is sent with the wish to go on, and grows', async () => {
  const { answer, requests } = await run([[start, ...say(' more'), finish('stop')]], undefined, [
    { type: 'text', text: 'half' },
  ]);
  expect(requests[0]?.messages.map(({ role, parts }) => [role, parts[0]])).toEqual([
    ['user', { type: 'text', text: 'question' }],
    ['assistant', { type: 'text', text: 'half' }],
    ['user', { type: 'text', text: 'go on' }],
  ]);
  expect(answer.parts.map((part) => (part.type === 'text' ? part.text : part.type))).toEqual([
    'half',
    'step',
    ' more',
  ]);
});

test('a model that only ever calls tools is stopped', async () => {
  const { end, requests } = await run(
    Array.from({ length: 60 }, () => [start, call('1', 'add', {}), finish('tool-calls')]),
  );
  expect(end).toMatchObject({ status: 'failed', error: { code: 'tool-failed' } });
  expect(requests).toHaveLength(50);
});

test('what a vendor wants back, and what its tools found, counts for the size of an answer too', async () => {
  const part = 'x'.repeat(7 * 1024 * 1024);
  const heavy = (index: number): StreamBatch[] => [
    [
      { type: 'reasoning-start', id: 't' },
      { type: 'reasoning-end', id: 't', vendor: { provider: 'p', data: { signature: part } } },
      { type: 'tool-call', id: `own${index}`, name: 'search', runner: 'provider', input: {} },
      { type: 'tool-result', id: `own${index}`, result: [part], failed: false },
    ],
    call(`call${index}`, 'clock', {}),
    finish('tool-calls'),
  ];
  const { end, requests } = await run(Array.from({ length: 50 }, (_, index) => heavy(index)));
  expect(end).toMatchObject({ status: 'failed', error: { code: 'too-large' } });
  expect(requests).toHaveLength(4);
});

test('two calls of one answer never have the same id: what is said to one could be taken for the other', async () => {
  const { answer } = await run([
    [start, call('call_0', 'double', {}), finish('tool-calls')],
    [start, call('call_0', 'double', {}), finish('tool-calls')],
    [start, ...say('Done'), finish('stop')],
  ]);
  const ids = answer.parts.flatMap((part) => (part.type === 'tool-call' ? [part.id] : []));
  expect(ids).toEqual(['call_0', expect.stringMatching(/^call_0-\d+$/)]);
  expect(answer.parts.map(({ type }) => type)).toEqual([
    'step',
    'tool-call',
    'step',
    'tool-call',
    'step',
    'text',
  ]);
});
