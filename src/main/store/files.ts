import { closeSync, fsyncSync, openSync, rmSync, statSync } from 'node:fs';

/** What SQLite keeps beside a database in WAL mode. */
export const companions = ['-wal', '-shm'] as const;

export function removeDatabaseFiles(path: string): void {
  for (const suffix of ['', ...companions]) rmSync(path + suffix, { force: true });
}

/** Bytes, or 0 if there is no such file. */
export function fileSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

export function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
