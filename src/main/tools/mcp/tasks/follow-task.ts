import { sleep } from '../../../../shared/clock.ts';
import type { Clock } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { McpSession } from '../session/session.ts';
import { parseTask } from './parse-task.ts';
import type { TaskState } from './parse-task.ts';

export interface FollowTaskOptions {
  readonly session: Pick<McpSession, 'request' | 'onNotification'>;
  /** As far as it is known. */
  readonly task: TaskState;
  /** What the person calls the server; stands in errors. */
  readonly server: string;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Told with each sign of life; a text is what the server says of how far it is. */
  readonly onLife: (message: string | undefined) => void;
}

const usualPollMs = 1000;
const leastPollMs = 100;
const mostPollMs = 15_000;
/** Of JSON-RPC; of a task, that its server does not know it. */
const invalidParams = -32_602;

/**
 * Looks after a task until it is done, and resolves to its result as it came. Rejects with `mcp-request-failed`
 * (`task-gone`, `task-broken-off`), as a request does, or with the reason of the signal: the task goes on then.
 */
export async function followTask(options: FollowTaskOptions): Promise<unknown> {
  const { session, server, signal, clock, onLife } = options;
  let task = options.task;
  let result: Promise<unknown> | undefined;
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  let news = Promise.withResolvers<void>();

  function take(next: TaskState): void {
    task = next;
    onLife(task.message);
    // What a task wants of its person comes with the request for its result.
    if (task.status !== 'working' && result === undefined) {
      result = fetchResult();
      result.catch(() => {}); // whoever waits for it hears of it, unless the looking failed before
    }
    news.resolve();
    news = Promise.withResolvers();
  }

  async function fetchResult(): Promise<unknown> {
    try {
      return await session.request('tasks/result', { taskId: task.id }, either);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (task.status === 'cancelled') throw brokenOff(server);
      // What the tool failed with is a result that the model can act on.
      if (task.status === 'failed') return failedResult(error, task.message);
      throw isUnknownTask(error) ? taskGone(server) : error;
    }
  }

  async function look(): Promise<void> {
    while (!either.aborted) {
      const wait = Math.min(mostPollMs, Math.max(leastPollMs, task.pollInterval ?? usualPollMs));
      await sleep(clock, wait, either);
      if (either.aborted) return;
      const next = parseTask(await ask(task.id));
      if (next !== undefined && next.id === task.id) take(next);
    }
  }

  async function ask(taskId: string): Promise<unknown> {
    try {
      return await session.request('tasks/get', { taskId }, either);
    } catch (error) {
      throw isUnknownTask(error) ? taskGone(server) : error;
    }
  }

  const stopListening = session.onNotification('notifications/tasks/status', (params) => {
    const told = parseTask(params);
    if (told?.id === task.id) take(told);
  });
  try {
    take(task);
    return await untilDone();
  } finally {
    stopListening();
    over.abort(new Error('The task is over.'));
  }

  /** The result as soon as it is there; the looking ends it only where it fails. */
  async function untilDone(): Promise<unknown> {
    const looking = look();
    const lost = looking.then(() => signal.throwIfAborted());
    lost.catch(() => {}); // whoever waits for the result hears of it
    while (result === undefined) await Promise.race([lost, news.promise]);
    return Promise.race([result, lost.then(() => result)]);
  }
}

/** In one's own words, as for any other tool; without any it is a failure that says nothing. */
function failedResult(error: AppError, message: string | undefined): unknown {
  const said = error.details?.['said'];
  const text = typeof said === 'string' ? said : message;
  if (text === undefined) throw error;
  return { content: [{ type: 'text', text }], isError: true };
}

function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'mcp-request-failed';
}

function isUnknownTask(error: unknown): boolean {
  return isRefusal(error) && error.details?.['rpcCode'] === invalidParams;
}

function taskGone(server: string): AppError {
  return new AppError(
    'mcp-request-failed',
    'The server does not know this task any more. It may have been started anew, or the task’s time was up.',
    { situation: 'task-gone', details: { server } },
  );
}

function brokenOff(server: string): AppError {
  return new AppError('mcp-request-failed', 'The server broke this task off.', {
    situation: 'task-broken-off',
    details: { server },
  });
}
