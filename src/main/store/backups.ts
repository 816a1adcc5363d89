import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Backup } from '../../shared/contract/data.ts';
import { AppError } from '../../shared/errors.ts';
import { syncFolder } from '../sync-folder.ts';
import { removeDatabaseFiles, syncFile } from './files.ts';
import { copyInSteps } from './copy-in-steps.ts';
import { dropCache } from './drop-cache.ts';
import { findDamage } from './find-damage.ts';
import type { Migration } from './migrations/migration.ts';

/** Each kind is counted apart from the others. */
export type BackupReason = Backup['reason'];

export interface BackupFile {
  /** Its name without what all have in common. */
  readonly id: string;
  readonly path: string;
  readonly time: number;
  readonly reason: BackupReason;
}

export interface Backups {
  /** Newest first. */
  list(): BackupFile[];
  /** Copies the database, checks the copy, and only then lets go of the oldest. Returns its path. */
  make(database: DatabaseSync, at: number, reason: 'daily' | 'by-hand'): Promise<string>;
  /** The same in one go: nothing else may happen before what comes next. */
  makeAtOnce(
    database: DatabaseSync,
    at: number,
    reason: 'before-migration' | 'before-restore',
  ): string;
  /** Whether the newest daily one is a day old. */
  isDue(at: number): boolean;
}

const dayMs = 24 * 60 * 60 * 1000;
const keep: Readonly<Record<BackupReason, number>> = {
  daily: 7,
  'by-hand': 10,
  'before-restore': 5,
  'before-migration': 3,
};

export function createBackups(folder: string, migrations: readonly Migration[]): Backups {
  function list(): BackupFile[] {
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
  function prune(made: string, kind: BackupReason): void {
    const others = list().filter(({ path, reason }) => path !== made && reason === kind);
    for (const { path } of others.slice(keep[kind] - 1)) rmSync(path, { force: true });
  }

  /** Where the copy is to be made; what a killed backup left there is cleared away. */
  function begin(at: number, kind: BackupReason): { path: string; partial: string } {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder)) {
      if (name.includes('.partial')) rmSync(join(folder, name), { force: true });
    }
    const path = join(folder, toName(at, kind));
    return { path, partial: `${path}.partial` };
  }

  function finish(path: string, partial: string, kind: BackupReason): string {
    chmodSync(partial, 0o600);
    dropCache(partial);
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
    async make(database, at, reason) {
      const { path, partial } = begin(at, reason);
      try {
        await copyInSteps(database, partial);
        return finish(path, partial, reason);
      } catch (error) {
        removeDatabaseFiles(partial);
        throw error;
      }
    },
    makeAtOnce(database, at, reason) {
      const { path, partial } = begin(at, reason);
      try {
        database.prepare('VACUUM INTO ?').run(partial);
        return finish(path, partial, reason);
      } catch (error) {
        removeDatabaseFiles(partial);
        throw error;
      }
    },
    isDue(at) {
      // One from the future is the clock's fault and must not put off the next for good.
      const newest = list().find(({ reason, time }) => reason === 'daily' && time <= at);
      return newest === undefined || at - newest.time >= dayMs;
    },
  };
}

const reasons = ['by-hand', 'before-restore', 'before-migration'] as const;

/** A time as it can stand in a file name everywhere. */
export function timeInName(at: number): string {
  return new Date(at).toISOString().replaceAll(':', '-');
}

function toName(at: number, reason: BackupReason): string {
  return `tina-${reason === 'daily' ? '' : `${reason}-`}${timeInName(at)}.db`;
}

const namePattern =
  /^tina-((?:(by-hand|before-restore|before-migration)-)?(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d\.\d{3}Z))\.db$/;

function fromName(folder: string, name: string): BackupFile | null {
  const match = namePattern.exec(name);
  if (match === null) return null;
  const [, id = '', kind, date, hours, minutes, seconds] = match;
  const time = Date.parse(`${date}${hours}:${minutes}:${seconds}`);
  if (Number.isNaN(time)) return null;
  const reason = reasons.find((known) => known === kind) ?? 'daily';
  return { id, path: join(folder, name), time, reason };
}

function badCopy(damage: string): AppError {
  return new AppError(
    'storage-failed',
    'The backup could not be made: the copy was not sound. Earlier backups were kept.',
    { situation: 'backup-not-sound', details: { damage } },
  );
}
