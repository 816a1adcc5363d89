import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The settings that are on disk: those that a reload or a crash leaves. */
export async function readSettings(dataDir: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(join(dataDir, 'settings.json'), 'utf8');
  return JSON.parse(text) as Record<string, unknown>; // as Tina writes it
}
