import { closeSync, fsyncSync, openSync } from 'node:fs';

/** A rename is on disk once its folder is. Windows cannot open folders, and needs no such call. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
