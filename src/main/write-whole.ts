import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';

/** A file of its owner alone, on disk when this returns; to be renamed over the one it replaces. Throws what the system says. */
export function writeWhole(path: string, text: string): void {
  rmSync(path, { force: true });
  const file = openSync(path, 'wx', 0o600);
  try {
    // Not `writeSync`: on a disk that is nearly full that writes a part and says nothing.
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
