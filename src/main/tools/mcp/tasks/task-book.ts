import { z } from 'zod';
import { AppError } from '../../../../shared/errors.ts';
import type { Clock } from '../../../../shared/clock.ts';
import type { Log } from '../../../host.ts';
import { logBug } from '../../../log-bug.ts';

/** A task that a server works on, and what for. */
export interface KeptTask {
  readonly server: string;
  readonly task: string;
  readonly tool: string;
  readonly conversationId: string;
  /** When nobody has to look after it any more. */
  readonly endsAt: number;
}

/** The tasks that are not over, on disk: whoever ends Tina must not leave a server at work for nobody. */
export interface TaskBook {
  /** Somebody waits for it. */
  add(task: KeptTask): void;
  /** It is not over, and nobody waits for it any more. */
  leave(task: KeptTask): void;
  /** It is over. */
  remove(task: KeptTask): void;
  /** Those of a server that nobody waits for, be it that Tina was ended meanwhile. */
  left(server: string): readonly KeptTask[];
  /** The server was removed. */
  forget(server: string): void;
}

/** Where it is kept; as `openJsonFile` makes one. */
interface TaskFile {
  read<T>(schema: z.ZodType<T>): T | undefined;
  write(value: unknown): void;
}

/** More than anybody waits for; the oldest go. */
const mostTasks = 200;

const keptSchema = z.object({
  tasks: z.array(
    z.object({
      server: z.string(),
      task: z.string(),
      tool: z.string(),
      conversationId: z.string(),
      endsAt: z.number(),
    }),
  ),
});

export function createTaskBook(
  file: TaskFile,
  clock: Pick<Clock, 'now'>,
  log: Pick<Log, 'error'>,
): TaskBook {
  let kept: readonly KeptTask[] = file.read(keptSchema)?.tasks ?? [];
  /** Those somebody waits for. */
  const followed = new Set<KeptTask>();

  function save(next: readonly KeptTask[]): void {
    kept = next;
    try {
      file.write({ tasks: next });
    } catch (error) {
      // A call is not given up because it could not be written down.
      logBug(new AppError('storage-failed', 'A task could not be noted.', { cause: error }), log);
    }
  }

  return {
    add(task) {
      followed.add(task);
      save([...kept, task].slice(-mostTasks));
    },
    leave: (task) => void followed.delete(task),
    remove(task) {
      followed.delete(task);
      save(kept.filter((one) => one !== task));
    },
    left(server) {
      const now = clock.now();
      const isOver = (one: KeptTask) => one.endsAt <= now && !followed.has(one);
      if (kept.some(isOver)) save(kept.filter((one) => !isOver(one)));
      return kept.filter((one) => one.server === server && !followed.has(one));
    },
    forget(server) {
      if (kept.some((one) => one.server === server))
        save(kept.filter((one) => one.server !== server));
    },
  };
}
