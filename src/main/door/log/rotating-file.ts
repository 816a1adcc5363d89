import {
  closeSync,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../files/to-storage-error.ts';

interface RotatingFile {
  /** Never throws: a log that cannot be written must not stop what it tells of. */
  write(line: string): void;
  close(): void;
}

/** `name.log`, then `name.1.log` (the newest) … `name.4.log`; what falls off the end is gone. */
export function openRotatingFile({
  folder,
  name,
  maxBytes = 5 * 1024 * 1024,
  files = 5,
}: {
  folder: string;
  name: string;
  maxBytes?: number;
  files?: number;
}): RotatingFile {
  const path = (age: number) => join(folder, age === 0 ? `${name}.log` : `${name}.${age}.log`);
  let file: { readonly descriptor: number; bytes: number } | undefined;

  function open(): { readonly descriptor: number; bytes: number } {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const descriptor = openSync(path(0), 'a', 0o600);
    if (process.platform !== 'win32') fchmodSync(descriptor, 0o600);
    return { descriptor, bytes: fstatSync(descriptor).size };
  }

  function close(): void {
    if (file !== undefined) closeSync(file.descriptor);
    file = undefined;
  }

  function rotate(): void {
    close();
    for (let age = files - 1; age > 0; age -= 1) {
      try {
        renameSync(path(age - 1), path(age));
      } catch (error) {
        if (errorCode(error) !== 'ENOENT') throw error;
      }
    }
  }

  return {
    write(line) {
      try {
        file ??= open();
        const bytes = Buffer.from(line);
        if (file.bytes > 0 && file.bytes + bytes.length > maxBytes) {
          rotate();
          file = open();
        }
        file.bytes += writeSync(file.descriptor, bytes);
      } catch {
        // A full disk, most likely; the next line tries again.
      }
    },
    close,
  };
}
