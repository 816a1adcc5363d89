import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Some hold a gigabyte, so they go even when the bench is stopped half-way. */
const kept = new Set<string>();
process.once('exit', () => {
  for (const path of kept) rmSync(path, { recursive: true, force: true });
});

/** An empty folder for as long as it is needed. */
export async function makeFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'tina-bench-'));
  kept.add(path);
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true });
      kept.delete(path);
    },
  };
}
