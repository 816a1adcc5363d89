import { readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';
import type { Log } from '../../../host.ts';
import { syncFolder } from '../../../sync-folder.ts';
import { writeWhole } from '../../../write-whole.ts';

export interface JsonFile {
  /** What is there; undefined: nothing yet. What cannot be read as this is set aside, never overwritten. */
  read<T>(schema: z.ZodType<T>): T | undefined;
  /** Whole or not at all, 0600, and on disk when it returns. Throws what the system says. */
  write(value: unknown): void;
}

export function openJsonFile(path: string, log: Pick<Log, 'warn'>): JsonFile {
  return {
    read(schema) {
      try {
        return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        const aside = `${path}.damaged-${Date.now()}`;
        renameSync(path, aside);
        log.warn({ file: aside }, 'a file could not be read and was set aside');
        return undefined;
      }
    },
    write(value) {
      const next = `${path}.next`;
      try {
        writeWhole(next, JSON.stringify(value));
        renameSync(next, path);
      } catch (error) {
        // Gives the room on a full disk back.
        rmSync(next, { force: true });
        throw error;
      }
      syncFolder(dirname(path));
    },
  };
}
