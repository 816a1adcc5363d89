import type { Clock } from '../shared/clock.ts';
import { AppError } from '../shared/errors.ts';
import type { Log } from './host.ts';
import type { Notices } from './notices.ts';
import type { Store } from './store/store.ts';

const firstAfterMs = 30_000;
const everyMs = 60 * 60 * 1000;
const keepDeletedMs = 24 * 60 * 60 * 1000;

/** Backups and the emptying of the bin, when nobody is waiting for anything. */
export function keepHouse(options: {
  readonly store: Pick<Store, 'backupIfDue' | 'purgeDeleted'>;
  readonly clock: Clock;
  readonly notices: Notices;
  readonly log: Log;
}): { stop(): void } {
  const { store, clock, notices, log } = options;
  let stopped = false;
  let cancel = clock.after(firstAfterMs, () => void round());

  async function round(): Promise<void> {
    await purge();
    if (!stopped) await backUp();
    if (!stopped) cancel = clock.after(everyMs, () => void round());
  }

  /** Nobody waits for it, so what fails is only logged and tried again. */
  async function purge(): Promise<void> {
    try {
      await store.purgeDeleted(clock.now() - keepDeletedMs);
    } catch (error) {
      log.warn({ code: codeOf(error) }, 'emptying the bin failed');
    }
  }

  async function backUp(): Promise<void> {
    try {
      const made = await store.backupIfDue(clock.now());
      if (made !== null) notices.remove('backup-failed');
    } catch (error) {
      if (stopped) return; // it was ended, it did not fail
      log.warn({ code: codeOf(error) }, 'the backup failed');
      notices.add(
        'backup-failed',
        'Today’s backup could not be made. Your conversations are safe; Tina tries again within the hour.',
      );
    }
  }

  return {
    stop() {
      stopped = true;
      cancel();
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : 'internal';
}
