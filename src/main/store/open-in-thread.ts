import type { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { Log } from '../host.ts';
import { backUp } from './back-up.ts';
import type { BackupFile } from './backups.ts';
import { createStore } from './create-store.ts';
import { openDatabase, transaction } from './database.ts';
import { createJournalTable } from './journal-table.ts';
import { createMessagesTable } from './messages-table.ts';
import type { Migration } from './migrations/migration.ts';
import { migrations as allMigrations } from './migrations/migrations.ts';
import { databaseName, prepareDatabase } from './prepare-database.ts';
import { renewStamp } from './stamp.ts';
import { toStore } from './store-calls.ts';
import type { Call, LaterName, StoreCalls } from './store-calls.ts';
import { toStoreError } from './store-error.ts';
import type { OpenReport, Store } from './store.ts';
import { forgetReplaced, prepareSwap, swapIn, undoSwap } from './swap-database.ts';

export interface OpenInThreadOptions {
  /** Absolute; exists; nobody else has it (data-folder-lock.ts). */
  readonly dataDir: string;
  readonly log: Log;
  readonly at: number;
  readonly migrations?: readonly Migration[] | undefined;
}

export interface OpenedStore {
  /** Others after a backup was restored. */
  readonly calls: StoreCalls;
  readonly report: OpenReport;
  /** See `Store.checkBackup`. */
  checkBackup(wish: Parameters<Store['checkBackup']>[0]): Promise<void>;
  /** See `Store.restoreBackup`. Between its beginning and its end nothing else is done with the database. */
  restoreBackup(wish: Parameters<Store['restoreBackup']>[0]): Promise<void>;
}

/** Opens the database in the calling thread, with everything a start has to look after. */
export async function openInThread({
  dataDir,
  log,
  at,
  migrations = allMigrations,
}: OpenInThreadOptions): Promise<OpenedStore> {
  const {
    restored,
    damage,
    database: first,
    ...parts
  } = prepareDatabase({
    dataDir,
    at,
    migrations,
  });
  const path = join(dataDir, databaseName);
  if (restored !== null) {
    log.error({ damage, backupFrom: restored.backupFrom }, 'set a damaged database aside');
  }
  let current = { database: first, ...start(first) };

  function start(database: DatabaseSync) {
    try {
      return createStore({ ...parts, database, log });
    } catch (error) {
      database.close();
      throw error;
    }
  }

  function reopen(): typeof current {
    const database = openDatabase(path);
    const store = start(database);
    renewStamp(database);
    return { database, ...store };
  }

  /** Puts a checked copy of the backup beside the database. */
  async function prepare(wish: Parameters<Store['restoreBackup']>[0]): Promise<BackupFile> {
    const { recoverTurns } = await import('./recover-turns.ts');
    const backup = parts.backups.list().find(({ id }) => id === wish.id);
    if (backup === undefined)
      throw new AppError('not-found', 'This backup does not exist any more.', {
        situation: 'backup-gone',
      });
    prepareSwap({
      path,
      backup: backup.path,
      migrations,
      mend: (database) => {
        const messages = createMessagesTable(database);
        const journal = createJournalTable(database);
        transaction(database, () => recoverTurns({ messages, journal }, wish.at));
      },
    });
    return backup;
  }

  try {
    const { tables, writer } = current;
    let interrupted = 0;
    if (tables.messages.streamingKeys().length > 0) {
      // Only after a crash: it brings the contract with it, which costs time at the start.
      const { recoverTurns } = await import('./recover-turns.ts');
      interrupted = writer.writeFromReserve(() => recoverTurns(tables, at));
      log.warn({ interrupted }, 'recovered answers that were cut off');
    }
    return {
      get calls() {
        return current.calls;
      },
      report: { restored, interrupted },
      async checkBackup(wish) {
        try {
          await prepare(wish);
        } catch (error) {
          throw toStoreError(error);
        }
        undoSwap(path);
      },
      async restoreBackup(wish) {
        try {
          const backup = await prepare(wish);
          parts.backups.makeAtOnce(current.database, wish.at, 'before-restore');
          try {
            swapIn(current.database, path);
            current = reopen();
          } catch (error) {
            undoSwap(path, { isNewBad: true });
            current = reopen();
            throw error;
          }
          forgetReplaced(path);
          log.info({ from: backup.time, reason: backup.reason }, 'restored a backup');
        } catch (error) {
          throw toStoreError(error);
        }
      },
    };
  } catch (error) {
    current.database.close();
    throw error;
  }
}

/** The whole store without a worker: for tests and tools. */
export async function openStoreInThread(options: OpenInThreadOptions): Promise<Store> {
  const opened = await openInThread(options);
  const { dataDir, migrations } = options;
  const call = async (name: keyof StoreCalls | LaterName, argument: never) =>
    name === 'checkBackup' || name === 'restoreBackup'
      ? opened[name](argument)
      : opened.calls[name](argument);
  // Each name answers with its own result; the parameters above cannot say so.
  return toStore(opened.report, call as Call, (at, reason) =>
    backUp({ dataDir, at, reason, migrations }),
  );
}
