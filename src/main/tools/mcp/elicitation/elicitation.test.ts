import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { draftConfigSchema } from '../../../../shared/contract/mcp-server.ts';
import type { DraftConfig } from '../../../../shared/contract/mcp-server.ts';
import type { PendingQuestion, QuestionAnswer } from '../../../../shared/contract/mcp-questions.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import { added, openHost, toolOf } from '../host/__fixtures__/host-for-test.ts';
import type { McpHost } from '../host/mcp-host.ts';
import { createFakeClock } from '../../../../shared/clock.ts';
import { createPendingQuestions } from '../questions/pending-questions.ts';
import { createElicitation } from './elicitation.ts';

const path = fileURLToPath(new URL('__fixtures__/asking-server.mjs', import.meta.url));

const asking = (more: Partial<DraftConfig> = {}): DraftConfig =>
  draftConfigSchema.parse({
    name: 'Asker',
    transport: { type: 'stdio', command: process.execPath, args: [path] },
    ...more,
  });

async function setUp(more: Partial<DraftConfig> = {}) {
  const { host } = openHost();
  const id = await added(host, asking(more));
  host.start(id);
  await until(host, () => host.offered().some(({ name }) => name.endsWith('later')));
  const open: boolean[] = [];

  function run(name: string, input: object = {}) {
    const leave = new AbortController();
    const result = host.run(toolOf(host, `__${name}`), input, {
      signal: leave.signal,
      conversationId: 'c',
      callId: 'tool-1',
      onQuestion: (isOpen) => open.push(isOpen),
    });
    result.catch(() => {}); // looked at below
    return { result, leave, said: async () => saidBy(await result) };
  }
  return {
    host,
    id,
    run,
    open,
    /** The only one that is open, once there is one. */
    async question(kind?: PendingQuestion['kind']): Promise<PendingQuestion> {
      await until(host, () =>
        host.questions().some((one) => kind === undefined || one.kind === kind),
      );
      const [one] = host.questions();
      if (one === undefined) throw new Error('there is none');
      return one;
    },
    none: () => until(host, () => host.questions().length === 0),
    answer: ({ id: question }: PendingQuestion, answer: QuestionAnswer) =>
      host.answer(question, answer),
  };
}

/** Looks again with each event of the servers. */
async function until(host: McpHost, isSo: () => boolean): Promise<void> {
  const left = new AbortController();
  try {
    const updates = host.watch({ after: undefined, signal: left.signal });
    while (!isSo()) await updates.next();
  } finally {
    left.abort();
  }
}

function saidBy(result: unknown): unknown {
  const content: unknown = isRecord(result) ? result['content'] : undefined;
  const [first] = Array.isArray(content) ? (content as unknown[]) : [];
  if (!isRecord(first) || typeof first['text'] !== 'string') throw new Error('it said nothing');
  return first['text'].startsWith('{') ||
    first['text'].startsWith('[{"') ||
    first['text'].startsWith('["')
    ? (JSON.parse(first['text']) as unknown)
    : first['text'];
}

const accept = (values: Record<string, string | number | boolean | string[]>): QuestionAnswer => ({
  kind: 'form',
  action: 'accept',
  values,
});
const right = {
  name: 'Ada',
  email: 'ada@a.example',
  page: 'https://a.example/ada',
  born: '1815-12-10',
  meeting: '2026-11-22T10:30:00+01:00',
  code: 'ABC',
  count: 9,
  weight: 0.5,
  agree: true,
  size: 'm',
  color: '#f00',
  days: ['Mon', 'Wed'],
  parts: ['b'],
};

test('a form of every kind of field is asked, and its server gets what was filled in', async () => {
  const { run, question, answer, open, id } = await setUp();
  const { said } = run('form');
  const asked = await question();
  expect(asked).toMatchObject({
    kind: 'form',
    message: 'Tell me.',
    server: { id, name: 'Asker' },
    about: { tool: 'form', conversationId: 'c', callId: 'tool-1' },
  });
  if (asked.kind !== 'form') throw new Error('it is a form');
  expect(asked.fields.map(({ type, name }) => `${type} ${name}`)).toEqual([
    'text name',
    'text email',
    'text page',
    'text born',
    'text meeting',
    'text code',
    'number count',
    'number weight',
    'switch agree',
    'choice size',
    'choice color',
    'choices days',
    'choices parts',
  ]);
  answer(asked, accept(right));
  expect(await said()).toEqual({ action: 'accept', content: right });
  expect(open).toEqual([true, false]);
});

test('what is not as the form says is said by field, and nothing goes out before all of it is', async () => {
  const { run, question, answer } = await setUp();
  const { said } = run('form');
  const asked = await question();
  const wrong = {
    ...right,
    name: 'A',
    email: 'ada',
    page: 'a page',
    born: '1815-13-10',
    meeting: 'noon',
    code: 'abc',
    count: 2.5,
    weight: 0.4,
    size: 'xl',
    days: ['Mon', 'Tue', 'Wed'],
  };
  const refused = () => answer(asked, accept(wrong));
  expect(refused).toThrow(
    expect.objectContaining({
      code: 'invalid-input',
      details: {
        situation: 'form-not-as-asked',
        fields: {
          name: 'too-short',
          email: 'not-email',
          page: 'not-uri',
          born: 'not-date',
          meeting: 'not-date-time',
          code: 'not-like-pattern',
          count: 'not-whole',
          weight: 'too-small',
          size: 'no-option',
          days: 'too-many',
        },
      },
    }),
  );
  answer(asked, accept({ ...right, stray: 'x' }));
  expect(await said()).toEqual({ action: 'accept', content: right });
});

test.each(['decline', 'cancel'] as const)('a person can %s', async (action) => {
  const { run, question, answer } = await setUp();
  const { said } = run('form');
  answer(await question(), { kind: 'form', action, values: { name: 'Ada' } });
  expect(await said()).toEqual({ action });
});

test('what a form cannot show is refused in words, and nobody is asked', async () => {
  const { run, host } = await setUp();
  const schema = {
    type: 'object',
    properties: { a: { type: 'array', items: { type: 'string' } } },
  };
  const refused = await run('form', { schema }).said();
  expect(refused).toMatchObject({
    code: -32_602,
    message: expect.stringContaining('properties.a'),
  });
  expect(host.questions()).toEqual([]);
});

test('a server that takes its question back leaves nothing to answer', async () => {
  const { run, question, answer, none } = await setUp();
  const { said } = run('form', { seconds: 0.2 });
  const asked = await question();
  await none();
  expect(() => answer(asked, accept(right))).toThrow(expect.objectContaining({ code: 'conflict' }));
  expect(await said()).toMatchObject({ code: -32_001 });
});

test('with a server that ends goes what it asked', async () => {
  const { run, question, none } = await setUp();
  const { result } = run('dies');
  await question();
  await none();
  await expect(result).rejects.toMatchObject({ code: 'mcp-connection-failed' });
});

test('of many questions at once few are asked', async () => {
  const { run, host, answer } = await setUp();
  const { said } = run('many');
  await until(host, () => host.questions().length === 5);
  for (const asked of host.questions())
    answer(asked, { kind: 'form', action: 'decline', values: {} });
  const outcomes = await said();
  expect(outcomes).toEqual([...Array<string>(5).fill('decline'), -32_600, -32_600]);
});

test('whoever stops the call is not asked any more', async () => {
  const { run, question, none } = await setUp();
  const { result, leave } = run('form');
  await question();
  leave.abort(new Error('stopped'));
  await expect(result).rejects.toThrow('stopped');
  await none();
});

test('a question without a call is nobody’s conversation', async () => {
  const { run, question, answer, none } = await setUp();
  await run('later').said();
  const asked = await question();
  expect(asked.about).toBeUndefined();
  answer(asked, { kind: 'form', action: 'cancel', values: {} });
  await none();
});

test('while somebody is asked no call is late', async () => {
  const timeouts = { listSeconds: 15, callIdleSeconds: 1, callTotalSeconds: 1 };
  const { run, host, question, answer } = await setUp({ timeouts });
  // Asks when both limits of the other call would be over.
  await run('later', { ms: 1300 }).said();
  const { said } = run('form');
  const asked = await question();
  await until(host, () => host.questions().length === 2);
  answer(asked, accept(right));
  expect(await said()).toMatchObject({ action: 'accept' });
});

const visit = (action: 'done' | 'cancel'): QuestionAnswer => ({ kind: 'visit', action });
const go = (action: 'accept' | 'decline' | 'cancel'): QuestionAnswer => ({ kind: 'url', action });

test('an address is asked about whole, and while its call waits the person is asked when they are done', async () => {
  const { run, question, answer, none } = await setUp();
  const { said } = run('url', { url: 'https://bücher.example/ö?q=1', complete: true });
  const asked = await question('url');
  expect(asked).toMatchObject({ url: 'https://xn--bcher-kva.example/%C3%B6?q=1' });
  answer(asked, go('accept'));
  expect(await said()).toEqual({ action: 'accept', completed: true });
  await none();
});

test.each(['decline', 'cancel'] as const)('a person who does not go can %s', async (action) => {
  const { run, question, answer } = await setUp();
  const { said } = run('url');
  answer(await question(), go(action));
  expect(await said()).toEqual({ action });
});

test.each([
  'http://a.example/',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'https://bank.example@evil.example/',
  'not an address',
])('nobody is sent to %s', async (url) => {
  const { run, host } = await setUp();
  expect(await run('url', { url }).said()).toMatchObject({ code: -32_602 });
  expect(host.questions()).toEqual([]);
});

test('a call that needs its person to go somewhere first is made again once they are back', async () => {
  const { run, question, answer, none } = await setUp();
  const { said } = run('first');
  answer(await question('url'), go('accept'));
  answer(await question('visit'), visit('done'));
  expect(await said()).toEqual({ visited: true });
  await none();
});

test('it is made again once, and not where the person did not go', async () => {
  const { run, question, answer, host } = await setUp();
  const again = run('first', { again: true });
  answer(await question('url'), go('accept'));
  answer(await question('visit'), visit('done'));
  expect(await again.said()).toContain('Go there first.');
  expect(host.questions()).toEqual([]);
  const not = run('first', { again: true });
  answer(await question('url'), go('decline'));
  expect(await not.result).toMatchObject({ failed: true });
});

test('after an address was opened its call waits for the person until the server says that they are done', async () => {
  const { run, question, answer, none, host } = await setUp();
  const waiting = run('url', { wait: true });
  answer(await question('url'), go('accept'));
  expect(await question('visit')).toMatchObject({ about: { tool: 'url' } });
  await run('there', { id: 'another' }).said();
  expect(host.questions()).toHaveLength(1);
  await run('there', { id: 'e' }).said();
  await none();
  await run('there', { id: 'e', leave: true }).said();
  expect(await waiting.said()).toEqual({ left: true });
});

test('a call that needs an address first is made again when the server says that it is done', async () => {
  const { run, question, answer, none } = await setUp();
  const { said } = run('first');
  answer(await question('url'), go('accept'));
  await question('visit');
  await run('there', { id: 'f' }).said();
  expect(await said()).toEqual({ visited: true });
  await none();
});

test('however long the id of an address is, its server can say that all is done there', async () => {
  const questions = createPendingQuestions({ clock: createFakeClock(), runningCalls: () => [] });
  const { abilities, completed } = createElicitation({
    ...{ server: { id: 'server-00000001', name: 'One' }, questions },
    isCalled: () => true,
  });
  const elicitationId = 'x'.repeat(1500);
  const params = { mode: 'url', message: 'Go.', url: 'https://one.example/', elicitationId };
  const { signal } = new AbortController();
  const action = abilities.answers['elicitation/create']?.(params, signal);
  questions.answer(questions.list()[0]?.id ?? '', { kind: 'url', action: 'accept' });
  expect(await action).toEqual({ action: 'accept' });
  expect(questions.list()).toMatchObject([{ kind: 'visit' }]);
  completed(elicitationId);
  expect(questions.list()).toEqual([]);
});
