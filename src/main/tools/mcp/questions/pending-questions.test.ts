import { expect, test } from 'vitest';
import type { RunningCall } from '../../../../shared/contract/mcp-events.ts';
import type { QuestionAnswer } from '../../../../shared/contract/mcp-questions.ts';
import { AppError } from '../../../../shared/errors.ts';
import { RefusedRequest } from '../session/session.ts';
import { createPendingQuestions } from './pending-questions.ts';

const one = { id: 'server-00000001', name: 'One' };
const two = { id: 'server-00000002', name: 'Two' };
const runs = (server: string, call: string, more: Partial<RunningCall> = {}): RunningCall => ({
  server,
  call,
  tool: 'act',
  startedAt: 1,
  ...more,
});
const content = { kind: 'url', message: 'Go', url: 'https://a.example/' } as const;
const accept: QuestionAnswer = { kind: 'url', action: 'accept' };

function setUp() {
  const calls: RunningCall[] = [];
  let now = 7;
  const questions = createPendingQuestions({
    clock: { now: () => now },
    runningCalls: () => calls,
  });
  let changes = 0;
  questions.onChange(() => changes++);
  return {
    questions,
    calls,
    changes: () => changes,
    pass: (ms: number) => void (now += ms),
    ask: (server = one, signal = new AbortController().signal, call?: string) =>
      questions.ask(
        { server, content, take: ({ kind }) => kind, ...(call === undefined ? {} : { call }) },
        signal,
      ),
    idOf: (index: number) => questions.list()[index]?.id ?? '',
  };
}

test('a question is answered once, and whoever asked gets what it makes of the answer', async () => {
  const { questions, ask, idOf, changes } = setUp();
  const answered = ask();
  const id = idOf(0);
  expect(questions.list()).toEqual([{ ...content, id, server: one, askedAt: 7 }]);
  questions.answer(id, accept);
  expect(() => questions.answer(id, accept)).toThrow(expect.objectContaining({ code: 'conflict' }));
  expect(await answered).toBe('url');
  expect(questions.list()).toEqual([]);
  expect(changes()).toBe(2);
});

test('an answer of another kind, and one that cannot be taken, leave it waiting', async () => {
  const { questions, idOf } = setUp();
  const wrong = new AppError('invalid-input', 'No.');
  let isRight = false;
  const answered = questions.ask(
    {
      server: one,
      content,
      take() {
        if (!isRight) throw wrong;
        return 'taken';
      },
    },
    new AbortController().signal,
  );
  const id = idOf(0);
  expect(() => questions.answer(id, { kind: 'visit', action: 'done' })).toThrow(
    expect.objectContaining({ code: 'conflict' }),
  );
  expect(() => questions.answer(id, accept)).toThrow(wrong);
  expect(questions.list()).toHaveLength(1);
  isRight = true;
  questions.answer(id, accept);
  expect(await answered).toBe('taken');
});

test('what its server takes back is gone, and cannot be answered', async () => {
  const { questions, ask, idOf } = setUp();
  const leave = new AbortController();
  const answered = ask(one, leave.signal);
  const id = idOf(0);
  leave.abort(new Error('back'));
  await expect(answered).rejects.toThrow('back');
  expect(questions.list()).toEqual([]);
  expect(() => questions.answer(id, accept)).toThrow(expect.objectContaining({ code: 'conflict' }));
  await expect(ask(one, leave.signal)).rejects.toThrow('back');
});

test('of one server few wait at a time; the rest is refused in words, and others are not', async () => {
  const { questions, ask, idOf } = setUp();
  const open = [1, 2, 3, 4, 5].map(() => ask());
  await expect(ask()).rejects.toThrow(RefusedRequest);
  void ask(two);
  expect(questions.list()).toHaveLength(6);
  questions.answer(idOf(0), accept);
  await open[0];
  void ask();
  expect(questions.list()).toHaveLength(6);
});

test('it is about the only call of its server, or about the one it was asked for', () => {
  const { questions, calls, ask } = setUp();
  const abouts = () => questions.list().map(({ about }) => about);
  calls.push(runs(two.id, 'x'));
  void ask();
  calls.push(runs(one.id, 'a', { conversationId: 'c', callId: 'tool-1' }));
  void ask();
  calls.push(runs(one.id, 'b'));
  void ask();
  void ask(one, undefined, 'b');
  expect(abouts()).toEqual([
    undefined,
    { call: 'a', tool: 'act', conversationId: 'c', callId: 'tool-1' },
    undefined,
    { call: 'b', tool: 'act' },
  ]);
});

test('with a call that was left goes what was asked for it; with one that ended, only that it was for it', async () => {
  const { questions, calls, ask } = setUp();
  calls.push(runs(one.id, 'a'));
  const left = ask();
  void ask(two);
  questions.callEnded('a', true);
  expect(await left).toBeNull();
  void ask();
  questions.callEnded('a', false);
  expect(questions.list().map(({ server, about }) => [server, about])).toEqual([
    [two, undefined],
    [one, undefined],
  ]);
});

test('a server that asks and takes back again and again is refused after a while, for a while', async () => {
  const { questions, ask, pass } = setUp();
  for (let count = 0; count < 30; count++) {
    const leave = new AbortController();
    const asked = ask(one, leave.signal);
    leave.abort(new Error('back'));
    await expect(asked).rejects.toThrow('back');
  }
  await expect(ask()).rejects.toThrow('30 questions a minute');
  void ask(two);
  expect(questions.list()).toHaveLength(1);
  pass(60_000);
  void ask();
  expect(questions.list()).toHaveLength(2);
});
