import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly path: string;
  /** Takes every last block, or all but so many bytes. */
  fill(leaving?: number): void;
  /** Gives back what `fill` took. */
  makeRoom(): void;
  remove(): void;
}

/** A disk of its own that is full soon; a sentence if that is not permitted here. */
export function mountSmallDisk(megabytes: number): SmallDisk | string {
  if (process.platform !== 'linux') return 'a small disk of its own is only made on Linux';
  const path = mkdtempSync(join(tmpdir(), 'tina-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', path], {
      stdio: 'pipe',
    });
  } catch {
    rmSync(path, { recursive: true });
    return 'mounting a small disk is not permitted here';
  }
  const filler = join(path, 'filler');
  return {
    path,
    fill(leaving = 0) {
      const { bavail, bsize } = statfsSync(path);
      for (
        let size = bavail * bsize - leaving;
        size > 0;
        size = leaving === 0 ? Math.floor(size / 2) : 0
      ) {
        try {
          appendFileSync(filler, Buffer.alloc(size));
        } catch {
          // The next try is smaller.
        }
      }
    },
    makeRoom: () => rmSync(filler, { force: true }),
    remove() {
      execFileSync('umount', [path]);
      rmSync(path, { recursive: true });
    },
  };
}
