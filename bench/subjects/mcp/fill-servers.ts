import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { addServer, allAre, keepNothing, openHost, sdkServer } from './open-host.ts';

export interface FillServers {
  readonly count: number;
  readonly toolsEach: number;
  /** The last of them never answers. */
  readonly oneHangs?: boolean;
  /** Where each notes in a file of its own when it was sent something. */
  readonly notesDir?: string;
}

/**
 * Puts servers into a data folder that were agreed to, are on and whose tools are known; none runs afterwards. The
 * files of their notes; there is none yet.
 */
export async function fillServers(
  dataDir: string,
  { count, toolsEach, oneHangs = false, notesDir }: FillServers,
): Promise<readonly string[]> {
  const host = openHost(dataDir, keepNothing);
  try {
    const notes: string[] = [];
    const ids: string[] = [];
    for (let index = 0; index < count; index++) {
      const hangs = oneHangs && index === count - 1;
      const flags = [`--tools=${toolsEach}`, ...(hangs ? ['--silent'] : [])];
      if (notesDir !== undefined) {
        const file = join(notesDir, `${index}.txt`);
        notes.push(file);
        flags.push(`--notes=${file}`);
      }
      const id = await addServer(host, `archive ${index}`, [sdkServer, ...flags]);
      if (!hangs) ids.push(id);
    }
    for (const id of ids) host.start(id);
    await allAre(host, ids, 'ready');
    await host.close();
    for (const file of notes) rmSync(file, { force: true });
    return notes;
  } finally {
    await host.close();
  }
}
