import { sleep, type Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import { askRunningInstance } from './ask-running-instance.ts';
import { readInstance, removeInstance } from './instance-file.ts';

/** Held for the life of the process; the system lets go of it however the process ends. */
export interface DataFolderLock {
  release(): void;
}

type Claim =
  | { readonly type: 'mine'; readonly lock: DataFolderLock }
  /** Tina runs already; this signs in there. */
  | { readonly type: 'running'; readonly link: string };

const patienceMs = 5000;
const tryEveryMs = 100;

/** Takes the data folder, or finds out who has it. */
export async function claimDataFolder(
  dataDir: string,
  lockDataFolder: (dataDir: string) => DataFolderLock | null,
  clock: Clock,
): Promise<Claim> {
  const giveUpAt = clock.now() + patienceMs;
  for (;;) {
    const lock = lockDataFolder(dataDir);
    if (lock !== null) {
      // Whatever it says is about an owner that is gone.
      removeInstance(dataDir);
      return { type: 'mine', lock };
    }
    const instance = await readInstance(dataDir);
    const link = instance === undefined ? undefined : await askRunningInstance(instance);
    if (link !== undefined) return { type: 'running', link };
    // It may be about to start, or to end.
    if (clock.now() >= giveUpAt) {
      throw new AppError(
        'conflict',
        instance === undefined
          ? 'Tina is running already, most likely in a window of its own. Please end it and try again.'
          : `Tina is running already (process ${instance.pid}), but it does not answer. Please end it and try again.`,
        instance === undefined ? {} : { details: { pid: instance.pid } },
      );
    }
    await sleep(clock, tryEveryMs);
  }
}
