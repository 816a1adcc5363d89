import { mkdir, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogLine } from './server-log.ts';

export interface LogFile {
  /** Returns at once; written in the background, in order. */
  add(line: LogLine): void;
  /** Writes what waits; what comes later is not kept. */
  close(): Promise<void>;
}

export interface LogFileOptions {
  /** Made if need be, 0700. */
  readonly folder: string;
  /** `name.log`, and `name.1.log` which is the older one. */
  readonly name: string;
  readonly maxBytes?: number;
}

const megabyte = 1024 * 1024;
/** A server may write faster than a disk; what then waits in memory has an end. */
const maxWaiting = megabyte;

/** Keeps a server's lines on disk, in two files of 5 MB that only their owner can read. */
export function createLogFile({ folder, name, maxBytes = 5 * megabyte }: LogFileOptions): LogFile {
  const path = join(folder, `${name}.log`);
  let waiting: string[] = [];
  let waitingCharacters = 0;
  let skipped = 0;
  let isClosed = false;
  let file: { readonly handle: FileHandle; bytes: number } | undefined;
  let writing: Promise<void> | undefined;

  async function write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    file ??= await openFile();
    if (file.bytes > 0 && file.bytes + bytes.length > maxBytes) {
      const full = file.handle;
      file = undefined;
      await full.close();
      await rename(path, join(folder, `${name}.1.log`));
      file = await openFile();
    }
    await file.handle.appendFile(bytes);
    file.bytes += bytes.length;
  }

  async function openFile(): Promise<{ readonly handle: FileHandle; bytes: number }> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const handle = await open(path, 'a', 0o600);
    return { handle, bytes: (await handle.stat()).size };
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const text = waiting.join('');
      waiting = [];
      waitingCharacters = 0;
      const note = skipped === 0 ? '' : `… ${skipped} lines came too fast to be kept\n`;
      skipped = 0;
      try {
        await write(text + note);
      } catch {
        // A full disk, most likely: a log that cannot be written stops nothing. The next line tries again.
      }
    }
    writing = undefined;
  }

  return {
    add({ at, kind, text, cut }) {
      if (isClosed) return;
      if (waitingCharacters + text.length > maxWaiting) {
        skipped += 1;
        return;
      }
      const more = cut === undefined ? '' : ` … ${cut} characters more`;
      const line = `${new Date(at).toISOString()} ${kind} ${text}${more}\n`;
      waiting.push(line);
      waitingCharacters += line.length;
      writing ??= drain();
    },
    async close() {
      isClosed = true;
      await writing;
      await file?.handle.close();
      file = undefined;
    },
  };
}

/** Takes a server's files away, with the server. */
export async function removeLogFiles(folder: string, name: string): Promise<void> {
  await Promise.all(
    ['log', '1.log'].map((end) => rm(join(folder, `${name}.${end}`), { force: true })),
  );
}
