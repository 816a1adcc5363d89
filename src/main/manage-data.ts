import type { Backup } from '../shared/contract/data.ts';
import type { Clock } from '../shared/clock.ts';
import { AppError } from '../shared/errors.ts';
import type { Feeds } from './chat/feeds.ts';
import type { Turns } from './chat/turns.ts';
import { folderSize } from './folder-size.ts';
import type { Notices } from './notices.ts';
import type { Store } from './store/store.ts';

export interface DataManagerOptions {
  readonly store: Pick<
    Store,
    'listBackups' | 'backUp' | 'checkBackup' | 'restoreBackup' | 'clearCache'
  >;
  readonly turns: Pick<Turns, 'pause'>;
  readonly feeds: Pick<Feeds, 'resetAll'>;
  readonly notices: Pick<Notices, 'add'>;
  readonly clock: Clock;
  readonly dataDir: string;
}

/** What a person does to everything at once. */
export interface DataManager {
  backups(): Promise<readonly Backup[]>;
  backUp(): Promise<Backup>;
  /** Throws `not-found`, and `storage-failed` with everything as it was. */
  restore(id: string): Promise<void>;
  /** Of one conversation; null: of all. */
  clearCache(conversationId: string | null): Promise<void>;
  folder(): Promise<{
    readonly path: string;
    readonly bytes: number;
    readonly backupBytes: number;
  }>;
}

export function createDataManager(options: DataManagerOptions): DataManager {
  const { store, turns, feeds, notices, clock, dataDir } = options;
  return {
    backups: () => store.listBackups(),
    backUp: () => store.backUp(clock.now()),
    clearCache: (conversationId) => store.clearCache(conversationId),
    async restore(id) {
      const backup = (await store.listBackups()).find((each) => each.id === id);
      if (backup === undefined)
        throw new AppError('not-found', 'This backup does not exist any more.', {
          situation: 'backup-gone',
        });
      // Nothing that runs is ended for a backup that cannot be restored.
      await store.checkBackup({ id, at: clock.now() });
      const resume = await turns.pause();
      try {
        await store.restoreBackup({ id, at: clock.now() });
      } finally {
        resume();
      }
      feeds.resetAll();
      notices.add(
        'backup-restored',
        'A backup is in use now. What was there before is in the list of backups in the settings, in case you want it back.',
        { from: backup.at },
      );
    },
    async folder() {
      const [bytes, backupBytes] = await Promise.all([
        folderSize(dataDir),
        store.listBackups().then((list) => list.reduce((sum, each) => sum + each.bytes, 0)),
      ]);
      return { path: dataDir, bytes, backupBytes };
    },
  };
}
