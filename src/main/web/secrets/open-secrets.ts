import { join } from 'node:path';
import { createSecrets } from '../../door/secrets/create-secrets.ts';
import { openSecretStore } from '../../door/secrets/open-secret-store.ts';
import type { Log, Secrets } from '../../host.ts';
import { openPlainStore } from '../../door/secrets/plain-store.ts';
import { interactiveCost } from './sealed-file.ts';
import { openSealedStore } from './sealed-store.ts';

interface OpenSecretsOptions {
  readonly dataDir: string;
  readonly passphrase: string | undefined;
  readonly log: Log;
  /** Told every secret, so that no log line shows it. */
  readonly hide: (secret: string) => void;
  /** What deriving the key of a new file costs, as scrypt's N. */
  readonly scryptCost?: number;
}

export function encryptedSecretsPath(dataDir: string): string {
  return join(dataDir, 'secrets.json');
}

/**
 * The web host's secrets. There is no keyring here: an encrypted file if there is a passphrase, else
 * only this run's memory, or a plain file if the person agrees to it on the page.
 */
export async function openSecrets({
  dataDir,
  passphrase,
  log,
  hide,
  scryptCost = interactiveCost,
}: OpenSecretsOptions): Promise<Secrets> {
  const stores = await Promise.all([
    openSecretStore(encryptedSecretsPath(dataDir), (path, text) =>
      openSealedStore(path, text, passphrase, scryptCost),
    ),
    openSecretStore(join(dataDir, 'secrets-plain.json'), (path, text) =>
      openPlainStore(path, text),
    ),
  ]);
  return createSecrets({ stores, log, hide });
}
