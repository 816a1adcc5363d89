import { expect, test } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import { followTask } from './follow-task.ts';

function setUp(state: object) {
  const clock = createFakeClock();
  const asked: string[] = [];
  const leave = new AbortController();
  let listener = (_params: unknown): void => expect.fail('nobody listens');
  let isListening = true;
  const answers: Record<string, () => Promise<unknown>> = {
    'tasks/get': async () => ({ taskId: 'one', ...state }),
    'tasks/result': () => new Promise(() => {}),
  };
  const lives: unknown[] = [];
  const result = followTask({
    session: {
      async request(method) {
        asked.push(method);
        return answers[method]?.();
      },
      onNotification(_method, tell) {
        listener = tell;
        return () => {
          isListening = false;
        };
      },
    },
    task: { id: 'one', status: 'working', message: undefined, pollInterval: undefined },
    server: 'One',
    signal: leave.signal,
    clock,
    onLife: (message) => lives.push(message),
  });
  result.catch(() => {}); // each test looks at it when it is time
  return {
    ...{ clock, asked, leave, answers, lives, result },
    tell: (params: unknown) => listener(params),
    isListening: () => isListening,
    /** Second by second, so that each answer is heard. */
    async wait(seconds: number) {
      for (let tenth = 0; tenth < 10 * seconds; tenth++) {
        clock.advance(100);
        for (let turn = 0; turn < 10; turn++) await Promise.resolve();
      }
    },
  };
}

test.each([
  [{ status: 'working', pollInterval: 1 }, 10, 100],
  [{ status: 'working' }, 10, 10],
  [{ status: 'working', pollInterval: 3_600_000 }, 60, 5],
])('a task is looked at as its server wishes, within bounds (%j)', async (state, seconds, most) => {
  const { asked, wait, leave, result, isListening } = setUp(state);
  await wait(seconds);
  expect(asked.length).toBeGreaterThan(most / 3);
  expect(asked.length).toBeLessThanOrEqual(most);
  leave.abort(new Error('left'));
  await expect(result).rejects.toThrow('left');
  expect(isListening()).toBe(false);
});

test('what is told unasked is heard, and makes nobody look more often', async () => {
  const { asked, tell, wait, answers, lives, result } = setUp({ status: 'working' });
  for (let note = 0; note < 10_000; note++)
    tell({ taskId: 'one', status: 'working', statusMessage: `note ${note}` });
  tell({ taskId: 'another', status: 'failed' });
  tell('no task');
  await wait(3);
  expect(lives.at(-1)).toBeUndefined();
  expect(lives).toContain('note 9999');
  expect(asked).toEqual(['tasks/get', 'tasks/get', 'tasks/get']);
  answers['tasks/result'] = async () => ({ content: [] });
  tell({ taskId: 'one', status: 'completed' });
  tell({ taskId: 'one', status: 'completed' });
  expect(await result).toEqual({ content: [] });
  expect(asked.filter((method) => method === 'tasks/result')).toHaveLength(1);
});

test('while it waits for a person it is looked at still, and its end is that of its result', async () => {
  const { asked, wait, answers, result } = setUp({ status: 'input_required' });
  const given = Promise.withResolvers<unknown>();
  answers['tasks/result'] = () => given.promise;
  await wait(5);
  expect(asked.filter((method) => method === 'tasks/get').length).toBeGreaterThan(3);
  given.reject(
    new AppError('mcp-request-failed', 'No.', { details: { rpcCode: -32_602, said: 'unknown' } }),
  );
  await expect(result).rejects.toMatchObject({ details: { situation: 'task-gone' } });
});
