import { readFile } from 'node:fs/promises';
import { errorCode } from './to-storage-error.ts';

/** Its text, or undefined if there is no such file. Every other failure is thrown as it is. */
export async function readFileIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
