import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { toStorageError } from './to-storage-error.ts';

/**
 * Replaces a file whole, readable by its owner only: after a crash or on a full disk it holds the
 * old text or the new. Resolves once it is on disk. One writer per path at a time.
 */
export async function writeFileAtomic(path: string, text: string): Promise<void> {
  // One fixed name: what a crash left behind is replaced next time instead of piling up.
  const temporary = `${path}.tmp`;
  try {
    await rm(temporary, { force: true });
    // `wx`, so that neither the mode nor the target of something already there is inherited.
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    // Frees the space on a full disk. The first failure is the one worth telling.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw toStorageError(error);
  }
}

/** A rename is on disk once its folder is. */
async function syncFolder(path: string): Promise<void> {
  // Windows cannot open folders.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
