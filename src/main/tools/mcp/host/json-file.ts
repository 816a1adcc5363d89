import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../../../host.ts';
import { syncFolder } from '../../../sync-folder.ts';

export interface JsonFile {
  /** What is there, unparsed by anybody; undefined: nothing yet. A file that is no JSON is set aside, never overwritten. */
  read(): unknown;
  /** Whole or not at all, 0600, and on disk when it returns. Throws what the system says. */
  write(value: unknown): void;
}

export function openJsonFile(path: string, log: Pick<Log, 'warn'>): JsonFile {
  return {
    read() {
      const text = textOf(path);
      if (text === undefined) return undefined;
      try {
        return JSON.parse(text) as unknown;
      } catch {
        const aside = `${path}.damaged-${Date.now()}`;
        renameSync(path, aside);
        log.warn({ file: aside }, 'a file could not be read and was set aside');
        return undefined;
      }
    },
    write(value) {
      const next = `${path}.next`;
      const file = openSync(next, 'w', 0o600);
      try {
        writeSync(file, JSON.stringify(value));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(next, path);
      syncFolder(dirname(path));
    },
  };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
