import { z } from 'zod';

/** Where a task stands, as its server says. */
export interface TaskState {
  readonly id: string;
  readonly status: 'working' | 'input_required' | 'completed' | 'failed' | 'cancelled';
  readonly message: string | undefined;
  /** Between two looks at it, in milliseconds. */
  readonly pollInterval: number | undefined;
}

const taskSchema = z
  .object({
    taskId: z.string().min(1).max(1000),
    status: z.enum(['working', 'input_required', 'completed', 'failed', 'cancelled']),
    statusMessage: z.string().optional().catch(undefined),
    pollInterval: z.number().positive().optional().catch(undefined),
  })
  .transform(({ taskId, status, statusMessage, pollInterval }): TaskState => ({
    id: taskId,
    status,
    message: statusMessage,
    pollInterval,
  }));

const createdSchema = z.object({ task: taskSchema });

/** Of the answer to a request that may become a task; undefined: it did not, and this is its result. */
export function parseCreatedTask(result: unknown): TaskState | undefined {
  return createdSchema.safeParse(result).data?.task;
}

/** undefined: this is no task. */
export function parseTask(result: unknown): TaskState | undefined {
  return taskSchema.safeParse(result).data;
}
