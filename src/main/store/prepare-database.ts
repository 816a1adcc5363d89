import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../shared/errors.ts';
import { createBackups } from './backups.ts';
import type { Backups } from './backups.ts';
import { createBallast } from './ballast.ts';
import type { Ballast } from './ballast.ts';
import { createDatabase } from './create-database.ts';
import { openDatabase } from './database.ts';
import { readFileHeader, readWalHeader } from './file-header.ts';
import { fileSize } from './files.ts';
import { findDamage } from './find-damage.ts';
import type { Damage } from './find-damage.ts';
import { latestVersion, migrate } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { restoreDatabase } from './restore-database.ts';
import { undoSwap } from './swap-database.ts';
import { renewStamp } from './stamp.ts';
import { isDiskFull, toStoreError } from './store-error.ts';
import type { OpenReport } from './store.ts';

export interface PreparedDatabase {
  readonly database: DatabaseSync;
  readonly backups: Backups;
  readonly ballast: Ballast;
  readonly restored: OpenReport['restored'];
  /** Why something had to be restored. */
  readonly damage: Damage | 'missing' | null;
}

export interface PrepareOptions {
  readonly dataDir: string;
  readonly at: number;
  readonly migrations: readonly Migration[];
}

/** Brings the database on disk into a state that can be worked with, whatever was found there. */
export function prepareDatabase(options: PrepareOptions): PreparedDatabase {
  const ballast = createBallast(options.dataDir);
  try {
    return prepare(options, ballast);
  } catch (error) {
    if (!isDiskFull(error) || !ballast.inPlace) throw toStoreError(error);
    // Opening needs a little room itself; without it nobody could delete anything.
    ballast.release();
    return prepareDatabase(options);
  }
}

export const databaseName = 'tina.db';
export const backupFolder = 'backups';

function prepare({ dataDir, at, migrations }: PrepareOptions, ballast: Ballast): PreparedDatabase {
  const path = join(dataDir, databaseName);
  undoSwap(path);
  refuseNewer(path, latestVersion(migrations));
  const backups = createBackups(join(dataDir, backupFolder), migrations);
  const damage = lookForDamage(path, backups, migrations);
  const restored = damage === null ? null : restoreDatabase({ path, at, migrations, backups });
  if (!existsSync(path)) createDatabase(path, migrations);
  const database = openDatabase(path);
  try {
    migrate(database, {
      migrations,
      beforeFirst: () => void backups.makeAtOnce(database, at, 'before-migration'),
    });
  } catch (error) {
    database.close();
    throw error;
  }
  renewStamp(database);
  ballast.restore();
  return { database, backups, ballast, restored, damage };
}

/** Numbers far beyond the next releases are a damaged header, not a newer Tina. */
const plausibleLead = 10_000;

function refuseNewer(path: string, latest: number): void {
  const header = readWalHeader(path) ?? readFileHeader(path);
  if (header === null || header.version <= latest || header.version > latest + plausibleLead)
    return;
  throw new AppError(
    'database-newer',
    'These conversations were last used by a newer version of Tina. Nothing was changed; update Tina to open them.',
    { details: { found: header.version, supported: latest } },
  );
}

/** The first page waits for this check; the daily backup has the whole one whatever its size. */
const quickCheckAbove = 200 * 1024 * 1024;

/** null: sound, or there is nothing yet. */
function lookForDamage(
  path: string,
  backups: Backups,
  migrations: readonly Migration[],
): Damage | 'missing' | null {
  if (existsSync(path)) return findDamage(path, migrations, { quickAbove: quickCheckAbove });
  return fileSize(`${path}-wal`) > 0 || backups.list().length > 0 ? 'missing' : null;
}
