import { constants, open } from 'node:fs/promises';
import { access, stat } from 'node:fs/promises';
import type { Seen } from './find-command.ts';

/** What is at a path, on this machine's disk. */
export async function lookOnDisk(path: string): Promise<Seen> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return { kind: 'folder' };
    if (!found.isFile()) return { kind: 'not-executable' };
  } catch {
    return { kind: 'missing' };
  }
  try {
    await access(path, constants.X_OK);
  } catch {
    return { kind: 'not-executable' };
  }
  return { kind: 'executable', head: await headOf(path) };
}

/** Its first bytes, as Latin 1: a program is no text. A file may be run and not read. */
async function headOf(path: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0);
      return buffer.toString('latin1', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}
