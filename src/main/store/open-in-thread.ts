import type { Log } from '../host.ts';
import { backUp } from './back-up.ts';
import { createStore } from './create-store.ts';
import type { Migration } from './migrations/migration.ts';
import { migrations as allMigrations } from './migrations/migrations.ts';
import { prepareDatabase } from './prepare-database.ts';
import { toStore } from './store-calls.ts';
import type { StoreCalls } from './store-calls.ts';
import type { OpenReport, Store } from './store.ts';

export interface OpenInThreadOptions {
  /** Absolute; exists; nobody else has it (data-folder-lock.ts). */
  readonly dataDir: string;
  readonly log: Log;
  readonly at: number;
  readonly migrations?: readonly Migration[] | undefined;
}

/** Opens the database in the calling thread, with everything a start has to look after. */
export async function openInThread({
  dataDir,
  log,
  at,
  migrations = allMigrations,
}: OpenInThreadOptions): Promise<{ readonly calls: StoreCalls; readonly report: OpenReport }> {
  const { restored, damage, ...parts } = prepareDatabase({ dataDir, at, migrations });
  if (restored !== null) {
    log.error({ damage, backupFrom: restored.backupFrom }, 'set a damaged database aside');
  }
  try {
    const { calls, tables, writer } = createStore({ ...parts, log });
    let interrupted = 0;
    if (tables.messages.streamingKeys().length > 0) {
      // Only after a crash: it brings the contract with it, which costs time at the start.
      const { recoverTurns } = await import('./recover-turns.ts');
      interrupted = writer.writeFromReserve(() => recoverTurns(tables, at));
      log.warn({ interrupted }, 'recovered answers that were cut off');
    }
    return { calls, report: { restored, interrupted } };
  } catch (error) {
    parts.database.close();
    throw error;
  }
}

/** The whole store without a worker: for tests and tools. */
export async function openStoreInThread(options: OpenInThreadOptions): Promise<Store> {
  const { calls, report } = await openInThread(options);
  const { dataDir, migrations } = options;
  return toStore(
    report,
    async (name, argument) => calls[name](argument),
    (at) => backUp({ dataDir, at, migrations }),
  );
}
