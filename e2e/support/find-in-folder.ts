import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** The files that hold these bytes, anywhere in them. */
export async function findInFolder(folder: string, text: string): Promise<string[]> {
  const needle = Buffer.from(text);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const found: string[] = [];
  for (const path of paths)
    if ((await readFile(path)).includes(needle)) found.push(relative(folder, path));
  return found.toSorted();
}
