import { sleep } from '../../../../shared/clock.ts';
import type { Clock } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import type { CallContext } from '../calls/run-call.ts';
import { connectionCause } from '../lifecycle/after-failure.ts';
import type { Supervisor } from '../lifecycle/supervisor.ts';
import type { McpSession } from '../session/session.ts';
import { followTask } from './follow-task.ts';
import { parseCreatedTask } from './parse-task.ts';
import type { TaskState } from './parse-task.ts';
import type { KeptTask, TaskBook } from './task-book.ts';

export interface CallAsTaskOptions {
  readonly name: string;
  readonly input: unknown;
  readonly server: { readonly id: string; readonly name: string };
  readonly conversationId: string;
  /** How long anybody waits for it at most. */
  readonly totalMs: number;
  readonly supervisor: Pick<Supervisor<McpSession>, 'call'>;
  readonly book: Pick<TaskBook, 'add' | 'leave' | 'remove'>;
  readonly clock: Clock;
  readonly context: CallContext;
  /** Before it is asked for, once it is known which session is asked. */
  readonly check: () => void;
}

/** How long a server has to say that it broke a task off. */
const cancelMs = 5000;
/** The server may end so often while it works on one task. */
const mostTries = 3;

/** The server says that it takes calls of tools as tasks. */
export function takesTasks({ facts: { capabilities } }: Pick<McpSession, 'facts'>): boolean {
  const tasks = field(capabilities, 'tasks');
  return field(field(field(tasks, 'requests'), 'tools'), 'call') !== undefined;
}

/**
 * Calls a tool as a task of its server and waits for the result, as it came. Where the connection is lost meanwhile the
 * server is started again and asked about the task; where nobody waits any more the task is broken off.
 */
export async function callAsTask(options: CallAsTaskOptions): Promise<unknown> {
  const { name, input, conversationId, totalMs, supervisor, context, server, book, clock } =
    options;
  let kept: KeptTask | undefined;

  async function begin(session: McpSession, signal: AbortSignal): Promise<unknown> {
    options.check();
    // Its result is to be there still when we come for it late.
    const ttl = 2 * totalMs;
    const { token, end } = session.expectProgress(context.onProgress);
    try {
      const params = {
        name,
        arguments: input ?? {},
        task: { ttl },
        _meta: { progressToken: token },
      };
      const created = await session.request('tools/call', params, signal);
      const task = parseCreatedTask(created);
      // It did it at once.
      if (task === undefined) return created;
      const endsAt = clock.now() + ttl;
      kept = { server: server.id, task: task.id, tool: name, conversationId, endsAt };
      book.add(kept);
      return await follow(session, kept, task, signal);
    } finally {
      end();
    }
  }

  async function follow(
    session: McpSession,
    own: KeptTask,
    task: TaskState,
    signal: AbortSignal,
  ): Promise<unknown> {
    try {
      const result = await followTask({
        session,
        task,
        server: server.name,
        signal,
        clock,
        onLife: (message) => context.onProgress(message === undefined ? {} : { message }),
      });
      book.remove(own);
      return result;
    } catch (error) {
      if (isRefusal(error)) book.remove(own);
      else if (context.signal.aborted) void breakOff(session, own, book, clock);
      throw error;
    }
  }

  try {
    for (let tries = 1; ; tries++) {
      try {
        return await supervisor.call(
          (session, signal) =>
            kept === undefined
              ? begin(session, signal)
              : follow(session, kept, asKnown(kept), signal),
          { signal: context.signal },
        );
      } catch (error) {
        if (!isLost(error) || kept === undefined || tries === mostTries) throw error;
      }
    }
  } finally {
    if (kept !== undefined) book.leave(kept);
  }
}

/** A server's tasks that nobody waits for any more. Where they cannot be broken off they end with their time. */
export function breakOffLeft(
  session: McpSession,
  server: string,
  book: Pick<TaskBook, 'left' | 'remove'>,
  clock: Clock,
): void {
  for (const task of book.left(server)) void breakOff(session, task, book, clock);
}

/** Never rejects. What was not answered is tried again with the next connection. */
async function breakOff(
  session: McpSession,
  own: KeptTask,
  book: Pick<TaskBook, 'remove'>,
  clock: Clock,
): Promise<void> {
  if (field(session.facts.capabilities['tasks'], 'cancel') === undefined) return book.remove(own);
  const patience = new AbortController();
  const answered = new AbortController();
  void sleep(clock, cancelMs, answered.signal).then(() => patience.abort(new Error('late')));
  try {
    await session.request('tasks/cancel', { taskId: own.task }, patience.signal);
    book.remove(own);
  } catch (error) {
    // It is over, or unknown: there is nothing left to break off.
    if (isRefusal(error)) book.remove(own);
  } finally {
    answered.abort();
  }
}

/** Of a task that its server was at work on when the connection was lost. */
function asKnown({ task }: KeptTask): TaskState {
  return { id: task, status: 'working', message: undefined, pollInterval: undefined };
}

function isRefusal(error: unknown): boolean {
  return error instanceof AppError && error.code === 'mcp-request-failed';
}

function isLost(error: unknown): boolean {
  const cause = connectionCause(error);
  return cause === 'crashed' || cause === 'closed' || cause === 'silent';
}

function field(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}
