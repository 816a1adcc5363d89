import { closeSync, openSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../../shared/errors.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import { syncFolder } from '../../../sync-folder.ts';
import type { ZipEntry } from './read-zip.ts';

/** Where all bundles are, each in a folder named after its server. */
export function bundlesFolder(dataDir: string): string {
  return join(dataDir, 'mcp-bundles');
}

export function bundleFolder(dataDir: string, server: string): string {
  return join(bundlesFolder(dataDir), server);
}

/** Goes, with everything in it. What cannot be removed now is removed by the next start. */
export async function removeBundle(dataDir: string, server: string): Promise<void> {
  await remove(bundleFolder(dataDir, server)).catch(() => {});
}

/**
 * Writes a bundle that was read whole and found in order. All of it or nothing is in `folder` afterwards. `program`:
 * the entry that has to be executable, marked or not.
 */
export async function unpack(
  entries: readonly ZipEntry[],
  folder: string,
  program: string | undefined,
): Promise<void> {
  const next = `${folder}.next`;
  try {
    await remove(next);
    await mkdir(next, { recursive: true, mode: 0o700 });
    const made = new Set<string>();
    for (const entry of entries) {
      const path = join(next, entry.name);
      const parent = entry.isFolder ? path : dirname(path);
      if (!made.has(parent)) await mkdir(parent, { recursive: true, mode: 0o700 });
      made.add(parent);
      if (!entry.isFolder) await writeEntry(entry, path, entry.name === program);
    }
    await rename(next, folder);
    syncFolder(dirname(folder));
  } catch (error) {
    await remove(next).catch(() => {});
    throw storageError(error);
  }
}

async function writeEntry(entry: ZipEntry, path: string, isProgram: boolean): Promise<void> {
  // Bundles have thousands of small files: to wait for each three times takes longer than to write them.
  const file = openSync(path, 'wx', isProgram || entry.isExecutable ? 0o700 : 0o600);
  try {
    for await (const piece of entry.content()) writeFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}

/**
 * Removes what no server stands behind any more: what was cut off, and folders of servers that are gone. A server
 * that is named anywhere in the files of servers, even in one that was set aside as damaged, keeps its folder.
 */
export async function removeLeftBundles(dataDir: string): Promise<void> {
  const found = await readdir(bundlesFolder(dataDir)).catch(() => []);
  if (found.length === 0) return;
  const files = await readdir(dataDir);
  const kept = new Set<string>();
  for (const file of files.filter((name) => name.startsWith('mcp-servers.json')))
    for (const [id] of (await readFile(join(dataDir, file), 'utf8')).matchAll(
      /server-[0-9a-f]{8}/g,
    ))
      kept.add(id);
  for (const name of found) if (!kept.has(name)) await removeBundle(dataDir, name);
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
}

/** What the file system said, in a sentence. */
export function storageError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = isRecord(error) ? error['code'] : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError(
      'disk-full',
      'The disk is full, so this could not be saved. What was saved before is safe.',
      { cause: error },
    );
  return new AppError(
    'storage-failed',
    'This could not be saved to disk. What was saved before is safe.',
    { situation: 'file-not-saved', cause: error },
  );
}
