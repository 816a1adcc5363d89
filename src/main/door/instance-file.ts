import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readFileIfThere } from './files/read-file-if-there.ts';
import { writeFileAtomic } from './files/write-file-atomic.ts';

const instanceSchema = z.object({
  pid: z.number().int().positive(),
  port: z.number().int().min(1).max(65_535),
  /** Lets another start of the same person ask for a sign-in link. */
  secret: z.string().min(20).max(200),
});
/** Who holds the data folder now, for a second start to find it. */
export type Instance = Readonly<z.infer<typeof instanceSchema>>;

/** Meaningful only while someone holds the folder's lock: a crashed owner leaves it behind. */
export async function readInstance(dataDir: string): Promise<Instance | undefined> {
  const text = await readFileIfThere(instancePath(dataDir));
  if (text === undefined) return undefined;
  try {
    return instanceSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export async function writeInstance(dataDir: string, instance: Instance): Promise<void> {
  await writeFileAtomic(instancePath(dataDir), `${JSON.stringify(instance)}\n`);
}

export function removeInstance(dataDir: string): void {
  rmSync(instancePath(dataDir), { force: true });
}

function instancePath(dataDir: string): string {
  return join(dataDir, 'instance.json');
}
