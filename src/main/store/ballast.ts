import { randomFillSync } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileSize } from './files.ts';
import { isDiskFull } from './store-error.ts';

/** A file that is only there to be given away: on a full disk nothing else can make room to delete. */
export interface Ballast {
  /** Lays it down again if there is room; true if it is in place. */
  restore(): boolean;
  /** Gives its space away. */
  release(): void;
  readonly inPlace: boolean;
  /** Bytes left on the disk. */
  free(): number;
}

export const ballastSize = 8 * 1024 * 1024;
const chunkSize = 1024 * 1024;

export function createBallast(dataDir: string): Ballast {
  const path = join(dataDir, 'ballast');
  const partial = `${path}.partial`;
  let inPlace = fileSize(path) === ballastSize;

  function free(): number {
    const { bavail, bsize } = statfsSync(dataDir);
    return bavail * bsize;
  }

  return {
    free,
    restore() {
      if (inPlace) return true;
      rmSync(partial, { force: true });
      // Taking the last block would only move the trouble to the next write.
      if (free() < ballastSize + 2 * chunkSize) return false;
      try {
        fillFile(partial);
        renameSync(partial, path);
      } catch (error) {
        rmSync(partial, { force: true });
        if (isDiskFull(error)) return false;
        throw error;
      }
      inPlace = true;
      return true;
    },
    release() {
      rmSync(path, { force: true });
      inPlace = false;
    },
    get inPlace() {
      return inPlace;
    },
  };
}

/** Random bytes: a file of zeros takes no space where the file system compresses or leaves holes. */
function fillFile(path: string): void {
  const file = openSync(path, 'w', 0o600);
  try {
    const chunk = Buffer.alloc(chunkSize);
    for (let written = 0; written < ballastSize;) {
      written += writeSync(
        file,
        randomFillSync(chunk),
        0,
        Math.min(chunkSize, ballastSize - written),
      );
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
