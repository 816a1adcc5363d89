import { expect, test, vi } from 'vitest';
import type { PendingQuestion, QuestionAnswer } from '../../../../shared/contract/mcp-questions.ts';
import { AppError } from '../../../../shared/errors.ts';
import { given, startAsking } from '../host/__fixtures__/asking-server.ts';
import { call, openHost, until } from '../host/__fixtures__/host-for-test.ts';
import type { McpHost } from '../host/mcp-host.ts';
import { systemClock } from '../../../../shared/clock.ts';
import { createSampling } from './sampling.ts';
import { parseSampling } from './parse-sampling.ts';
import type { SamplingAnswer } from './sampling.ts';

const says = (text: string) => ({
  messages: [{ role: 'user', content: { type: 'text', text } }],
  maxTokens: 100,
});

/** A server that may ask, as it runs. */
async function opened(rule: 'ask' | 'always' = 'ask') {
  const all = openHost();
  const { host } = all;
  const id = await startAsking(host);
  const left = until(host, id, 'starting');
  host.setSampling(id, rule);
  await left;
  await until(host, id, 'ready');
  return { ...all, id };
}

/** A busy machine may take its time. */
const soon = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 10_000 });

async function question(host: McpHost): Promise<PendingQuestion> {
  return soon(() => host.questions()[0] ?? expect.fail('nobody asks'));
}

type Said = Extract<QuestionAnswer, { kind: 'sampling' }>;
const say = (action: Said['action'], more: Partial<Said> = {}): Said => ({
  kind: 'sampling',
  action,
  showFirst: false,
  ...more,
});

test('without a word of its person a server is not told that there are models', async () => {
  const { host } = openHost();
  const id = await startAsking(host);
  expect(await given(host, 'told')).not.toHaveProperty('sampling');
  expect(await given(host, 'ask', says('hi'))).toMatchObject({ code: -32_601 });
  host.setSampling(id, 'ask');
  await until(host, id, 'ready');
  expect(await given(host, 'told')).toHaveProperty('sampling', {});
});

test('what would be sent is shown whole before it is, and what was allowed is sent as it is', async () => {
  const { host, id, models } = await opened();
  const answer = given(host, 'ask', {
    systemPrompt: 'Be brief.\u202E',
    messages: [
      { role: 'user', content: { type: 'text', text: 'Look:' } },
      { role: 'assistant', content: [{ type: 'text', text: 'At what?' }] },
      { role: 'user', content: { type: 'image', mimeType: 'image/png', data: 'AAAA' } },
    ],
    maxTokens: 1_000_000,
    temperature: 0.5,
    stopSequences: ['x'],
    modelPreferences: { hints: [{ name: 'm-9' }, {}], costPriority: 1, speedPriority: 0 },
  });
  const asked = await question(host);
  expect(asked).toEqual({
    id: expect.any(String),
    kind: 'sampling',
    server: { id, name: 'Asking' },
    askedAt: expect.any(Number),
    about: expect.objectContaining({ tool: 'ask' }),
    systemPrompt: 'Be brief.\u202E',
    messages: [
      { role: 'user', parts: [{ type: 'text', text: 'Look:' }] },
      { role: 'assistant', parts: [{ type: 'text', text: 'At what?' }] },
      { role: 'user', parts: [{ type: 'image', mediaType: 'image/png', data: 'AAAA' }] },
    ],
    maxTokens: 16_384,
    temperature: 0.5,
    wishes: { names: ['m-9'], cheap: 1, fast: 0 },
    models: [
      expect.objectContaining({ model: 'm-1', mostUsd: 0.25 }),
      expect.objectContaining({ model: 'm-2' }),
    ],
  });
  expect(models.asked).toEqual([]);
  expect(() =>
    host.answer(asked.id, say('once', { model: { provider: 'makers', model: 'm-3' } })),
  ).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  host.answer(asked.id, say('once', { model: { provider: 'makers', model: 'm-2' } }));
  expect(await answer).toEqual({
    answer: {
      role: 'assistant',
      content: { type: 'text', text: 'to image' },
      model: 'm-1-2026',
      stopReason: 'endTurn',
    },
  });
  expect(models.asked).toMatchObject([
    { model: 'm-2', server: id, request: { maxTokens: 16_384, temperature: 0.5 } },
  ]);
  const { lines } = host.log(id, 0, 1000);
  expect(lines.filter(({ kind }) => kind === 'host').at(-1)?.text).toContain('m-1-2026');
});

test('once, until it ends, always, not now, never', async () => {
  const { host, id, models } = await opened();
  const ask = (action: Said['action']) =>
    Promise.all([
      given(host, 'ask', says(action)),
      question(host).then((asked) => host.answer(asked.id, say(action))),
    ]).then(([answer]) => answer);
  expect(await ask('decline')).toEqual({ code: -1, message: expect.stringContaining('rejected') });
  expect(await ask('once')).toHaveProperty('answer');
  expect(await ask('session')).toHaveProperty('answer');
  expect(await given(host, 'ask', says('unasked'))).toHaveProperty('answer');
  host.restart(id);
  await until(host, id, 'starting');
  await until(host, id, 'ready');
  expect(await ask('always')).toHaveProperty('answer');
  expect(host.servers()).toMatchObject([{ sampling: 'always' }]);
  expect(await given(host, 'ask', says('unasked'))).toHaveProperty('answer');
  expect(models.asked).toHaveLength(5);

  host.setSampling(id, 'ask');
  const restarted = until(host, id, 'starting');
  // The call that asks ends by itself, and only then it is told no more that it may.
  expect(await ask('never')).toMatchObject({ code: -1 });
  expect(host.servers()).toMatchObject([{ sampling: 'off' }]);
  await restarted;
  expect(await given(host, 'told')).not.toHaveProperty('sampling');
});

test('an answer can be read before the server gets it', async () => {
  const { host } = await opened();
  for (const action of ['accept', 'decline'] as const) {
    const answer = given(host, 'ask', says('hi'));
    host.answer((await question(host)).id, say('once', { showFirst: true }));
    const shown = await soon(() => {
      const [one] = host.questions();
      return one?.kind === 'sampled' ? one : expect.fail();
    });
    expect(shown).toMatchObject({ text: 'to text', model: 'Model One' });
    host.answer(shown.id, { kind: 'sampled', action });
    expect(await answer).toMatchObject(
      action === 'accept' ? { answer: { content: { text: 'to text' } } } : { code: -1 },
    );
  }
});

test('what the server takes back, nobody is asked any more, and no model goes on writing', async () => {
  const { host, models } = await opened();
  const first = given(host, 'withdraw', says('hi'));
  await question(host);
  await given(host, 'withdraw', {});
  expect(await first).toHaveProperty('code');
  await soon(() => expect(host.questions()).toEqual([]));

  const { host: other, models: writing } = await opened('always');
  writing.answerWith = () => new Promise<SamplingAnswer>(() => {});
  const second = given(other, 'withdraw', says('hi'));
  await soon(() => expect(writing.asked).toHaveLength(1));
  await given(other, 'withdraw', {});
  await second;
  await soon(() => expect(writing.asked[0]?.signal.aborted).toBe(true));
  expect(models.asked).toEqual([]);
});

test.each<[string, object]>([
  ['no messages', { messages: [], maxTokens: 1 }],
  ['no limit', { messages: says('x').messages }],
  ['tools', { ...says('x'), tools: [] }],
  ['a sound', { messages: [content({ type: 'audio', data: '', mimeType: 'audio/wav' })] }],
  [
    'a picture that could be a program',
    { ...says('x'), messages: [image('image/svg+xml', 'AA==')] },
  ],
  ['what is no base64', { ...says('x'), messages: [image('image/png', 'a picture')] }],
  ['too much', says('x'.repeat(3_000_000))],
])('%s is no request, and the server is told so', (_what, params) => {
  expect(() => parseSampling(params)).toThrow(expect.objectContaining({ code: -32_602 }));
});

test('it is told for how long a model writes for a server', async () => {
  const { host: _, models } = openHost();
  const sampling = createSampling({
    questions: { ask: () => expect.fail('nobody is asked') },
    models,
    clock: systemClock,
    rule: () => 'always',
    setRule() {},
    nameOf: () => 'One',
    isBusy: () => true,
    note() {},
  });
  const told: boolean[] = [];
  const stop = sampling.onAnswering('one', (isAnswering) => told.push(isAnswering));
  sampling.onAnswering('other', (isAnswering) => expect(isAnswering).toBe(false));
  const ask = sampling.abilitiesFor('one').answers['sampling/createMessage'];
  const { signal } = new AbortController();
  await ask?.(says('hi'), signal);
  expect(told).toEqual([false, true, false]);
  models.answerWith = () => Promise.reject(new AppError('timed-out', 'late'));
  await expect(ask?.(says('hi'), signal)).rejects.toMatchObject({ code: -32_603 });
  expect(told).toEqual([false, true, false, true, false]);
  stop();
  await expect(ask?.(says('hi'), signal)).rejects.toThrow();
  expect(told).toHaveLength(5);
});

test('what goes wrong with a model is told without its words', async () => {
  const { host, id, models } = await opened('always');
  models.answerWith = async () => {
    throw new AppError('quota-exceeded', 'canary');
  };
  const refused = await given(host, 'ask', says('hi'));
  expect(refused).toMatchObject({ code: -32_603 });
  expect(JSON.stringify(refused)).not.toContain('canary');
  expect(host.log(id, 0, 1000).lines.some(({ text }) => text.includes('quota-exceeded'))).toBe(
    true,
  );
  models.answerWith = async () => ({ text: '', model: 'm', end: 'refused' });
  expect(await given(host, 'ask', says('hi'))).toMatchObject({ code: -32_603 });
});

test('ten a minute, and five questions at a time; the server stays usable', async () => {
  const { host, models } = await opened('always');
  expect(await given(host, 'flood', { count: 90, ...says('hi') })).toEqual({
    answered: 10,
    [-32_000]: 80,
  });
  expect(models.asked).toHaveLength(10);
  expect(await given(host, 'told')).toHaveProperty('sampling', {});

  const { host: other, id } = await opened();
  const leave = new AbortController();
  const flood = given(
    other,
    'flood',
    { count: 1000, ...says('hi') },
    { ...call(), signal: leave.signal },
  );
  await soon(() => expect(other.questions()).toHaveLength(5));
  expect(await given(other, 'told')).toHaveProperty('sampling', {});
  leave.abort(new Error('left'));
  await expect(flood).rejects.toThrow('left');
  await other.stop(id);
  expect(other.questions()).toEqual([]);
});

function content(part: object): object {
  return { role: 'user', content: part };
}

function image(mimeType: string, data: string): object {
  return content({ type: 'image', mimeType, data });
}

test('what is allowed for longer goes to the model that was chosen, and is shown first where that was wished', async () => {
  const { host, models } = await opened();
  const chosen = { provider: 'makers', model: 'm-2' };
  const first = given(host, 'ask', says('hi'));
  host.answer((await question(host)).id, say('session', { model: chosen, showFirst: true }));
  for (const answer of [first, given(host, 'ask', says('again'))]) {
    const shown = await soon(() => {
      const one = host.questions()[0];
      return one?.kind === 'sampled' ? one : expect.fail('no answer is shown');
    });
    host.answer(shown.id, { kind: 'sampled', action: 'accept' });
    expect(await answer).toHaveProperty('answer');
  }
  expect(models.asked).toMatchObject([{ model: 'm-2' }, { model: 'm-2' }]);
});
