import { chmod } from 'node:fs/promises';
import { readFileIfThere } from '../files/read-file-if-there.ts';
import { toStorageError } from '../files/to-storage-error.ts';
import type { SecretStore } from './secret-store.ts';

/** Reads the file, if there is one, and opens it as a store. What fails is a `storage-failed`. */
export async function openSecretStore(
  path: string,
  open: (path: string, text: string | undefined) => Promise<SecretStore> | SecretStore,
): Promise<SecretStore> {
  try {
    const text = await readFileIfThere(path);
    // Restored from a backup or copied by hand, it may be anyone's to read.
    if (text !== undefined && process.platform !== 'win32') await chmod(path, 0o600);
    return await open(path, text);
  } catch (error) {
    throw toStorageError(error);
  }
}
