import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../shared/errors.ts';
import { removeDatabaseFiles, syncFile, syncFolder } from './files.ts';
import { copyInSteps } from './copy-in-steps.ts';
import { findDamage } from './find-damage.ts';
import type { Migration } from './migrations/migration.ts';

interface Backup {
  readonly path: string;
  readonly time: number;
  /** Made before the schema was changed; counted apart from the daily ones. */
  readonly beforeMigration: boolean;
}

export interface Backups {
  /** Newest first. */
  list(): Backup[];
  /** Copies the database, checks the copy, and only then lets go of the oldest. Returns its path. */
  make(database: DatabaseSync, at: number): Promise<string>;
  /** The same in one go: nothing else happens before a migration. */
  makeBeforeMigration(database: DatabaseSync, at: number): string;
  /** Whether the newest daily one is a day old. */
  isDue(at: number): boolean;
}

const dayMs = 24 * 60 * 60 * 1000;
const keep = { daily: 7, 'before-migration': 3 } as const;

export function createBackups(folder: string, migrations: readonly Migration[]): Backups {
  function list(): Backup[] {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
    return entries
      .filter((entry) => entry.isFile())
      .flatMap(({ name }) => fromName(folder, name) ?? [])
      .toSorted((a, b) => b.time - a.time || b.path.localeCompare(a.path));
  }

  /** The one just made stays, even beside others that a wrong clock dated later. */
  function prune(made: string, kind: keyof typeof keep): void {
    const others = list().filter(
      ({ path, beforeMigration }) =>
        path !== made && beforeMigration === (kind === 'before-migration'),
    );
    for (const { path } of others.slice(keep[kind] - 1)) rmSync(path, { force: true });
  }

  /** Where the copy is to be made; what a killed backup left there is cleared away. */
  function begin(at: number, kind: keyof typeof keep): { path: string; partial: string } {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder)) {
      if (name.includes('.partial')) rmSync(join(folder, name), { force: true });
    }
    const path = join(folder, toName(at, kind));
    return { path, partial: `${path}.partial` };
  }

  function finish(path: string, partial: string, kind: keyof typeof keep): string {
    chmodSync(partial, 0o600);
    const damage = findDamage(partial, migrations);
    if (damage !== null) throw badCopy(damage);
    syncFile(partial);
    renameSync(partial, path);
    syncFolder(folder);
    prune(path, kind);
    return path;
  }

  return {
    list,
    async make(database, at) {
      const { path, partial } = begin(at, 'daily');
      try {
        await copyInSteps(database, partial);
        return finish(path, partial, 'daily');
      } catch (error) {
        removeDatabaseFiles(partial);
        throw error;
      }
    },
    makeBeforeMigration(database, at) {
      const { path, partial } = begin(at, 'before-migration');
      try {
        database.prepare('VACUUM INTO ?').run(partial);
        return finish(path, partial, 'before-migration');
      } catch (error) {
        removeDatabaseFiles(partial);
        throw error;
      }
    },
    isDue(at) {
      // One from the future is the clock's fault and must not put off the next for good.
      const newest = list().find(({ beforeMigration, time }) => !beforeMigration && time <= at);
      return newest === undefined || at - newest.time >= dayMs;
    },
  };
}

/** A time as it can stand in a file name everywhere. */
export function timeInName(at: number): string {
  return new Date(at).toISOString().replaceAll(':', '-');
}

function toName(at: number, kind: 'daily' | 'before-migration'): string {
  return `tina-${kind === 'daily' ? '' : 'before-migration-'}${timeInName(at)}.db`;
}

function fromName(folder: string, name: string): Backup | null {
  const match =
    /^tina-(before-migration-)?(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.db$/.exec(name);
  if (match === null) return null;
  const [, kind, date, hours, minutes, seconds] = match;
  const time = Date.parse(`${date}${hours}:${minutes}:${seconds}`);
  if (Number.isNaN(time)) return null;
  return { path: join(folder, name), time, beforeMigration: kind !== undefined };
}

function badCopy(damage: string): AppError {
  return new AppError(
    'storage-failed',
    'The backup could not be made: the copy was not sound. Earlier backups were kept.',
    { details: { damage } },
  );
}
