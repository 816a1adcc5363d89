import { systemClock } from '../../shared/clock.ts';
import type { DataFolderLock } from '../door/claim-data-folder.ts';
import { lockDataFolder } from '../store/data-folder-lock.ts';

type Claim =
  | { readonly type: 'mine'; readonly lock: DataFolderLock }
  /** The web door has it; this signs in there. */
  | { readonly type: 'running'; readonly link: string };

/** Takes the data folder. Only where somebody has it is more read to find out who. */
export async function claimFolder(dataDir: string): Promise<Claim> {
  const lock = lockDataFolder(dataDir);
  if (lock !== null) return { type: 'mine', lock };
  const { claimDataFolder } = await import('../door/claim-data-folder.ts');
  return claimDataFolder(dataDir, lockDataFolder, systemClock);
}
