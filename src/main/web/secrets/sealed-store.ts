import { writeFileAtomic } from '../../door/files/write-file-atomic.ts';
import type { SecretStore } from '../../door/secrets/secret-store.ts';
import { openVault, sealedNames } from './sealed-file.ts';

/** `secrets.json`, encrypted under a passphrase. Without the right one it is never written. */
export async function openSealedStore(
  path: string,
  text: string | undefined,
  passphrase: string | undefined,
  costOfNew: number,
): Promise<SecretStore> {
  const vault = passphrase === undefined ? undefined : await openVault(text, passphrase, costOfNew);
  const unreadable = text !== undefined && (vault === undefined || vault.damaged);
  const names = new Set(text === undefined ? [] : sealedNames(text));
  return {
    place: 'encrypted-file',
    writable: vault !== undefined && !unreadable,
    unreadable,
    secrets: vault?.secrets ?? new Map(),
    holds: (name) => names.has(name),
    async write(secrets) {
      if (vault === undefined || unreadable)
        throw new Error('Not writable: the caller has to ask first.');
      await writeFileAtomic(path, vault.seal(secrets));
      names.clear();
      for (const name of secrets.keys()) names.add(name);
    },
  };
}
