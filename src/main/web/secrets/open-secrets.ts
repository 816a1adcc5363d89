import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { KeyPlace, Log, Secrets } from '../../host.ts';
import { readFileIfThere } from '../files/read-file-if-there.ts';
import { toStorageError } from '../files/to-storage-error.ts';
import { openPlainStore } from './plain-store.ts';
import { interactiveCost } from './sealed-file.ts';
import { openSealedStore } from './sealed-store.ts';
import type { SecretStore } from './secret-store.ts';

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
    openStore(encryptedSecretsPath(dataDir), (path, text) =>
      openSealedStore(path, text, passphrase, scryptCost),
    ),
    openStore(join(dataDir, 'secrets-plain.json'), (path, text) => openPlainStore(path, text)),
  ]);
  const unreadable = stores.some((store) => store.unreadable);
  if (unreadable)
    log.warn({}, 'Some of the saved keys could not be read; their file was left as it is.');

  const known = new Map<string, { readonly value: string; readonly place: KeyPlace }>();
  // The plain file comes last: it can only hold a name as well if the other could not be changed then.
  for (const { place, secrets } of stores) {
    for (const [name, value] of secrets) {
      known.set(name, { value, place });
      hide(value);
    }
  }

  let lastChange: Promise<unknown> = Promise.resolve();
  /** One change at a time, each on what the one before left. */
  function inTurn(change: () => Promise<void>): Promise<void> {
    const result = lastChange.then(change);
    lastChange = result.catch(() => undefined);
    return result;
  }

  async function put(store: SecretStore, name: string, value: string | undefined): Promise<void> {
    const secrets = new Map(
      [...known].flatMap(([key, kept]) =>
        kept.place === store.place ? [[key, kept.value] as const] : [],
      ),
    );
    secrets.delete(name);
    if (value !== undefined) secrets.set(name, value);
    await store.write(secrets);
  }

  /** A name lives in one place only; a file that could not be read is not touched even for that. */
  async function removeElsewhere(name: string, place: KeyPlace | undefined): Promise<void> {
    for (const store of stores) {
      if (store.place !== place && store.writable && store.holds(name))
        await put(store, name, undefined);
    }
  }

  return {
    places: [
      ...stores.filter((store) => store.writable).map((store) => store.place),
      'session' as const,
    ].toSorted((a, b) => safety.indexOf(a) - safety.indexOf(b)),
    unreadable,
    hide,
    get: (name) => known.get(name),
    set: (name, value, place) =>
      inTurn(async () => {
        const store = stores.find((candidate) => candidate.place === place);
        if (name === '' || (place !== 'session' && store?.writable !== true)) {
          throw new AppError('invalid-input', 'Keys cannot be kept there on this machine.', {
            details: { place },
          });
        }
        hide(value);
        if (store !== undefined) await put(store, name, value);
        await removeElsewhere(name, place);
        known.set(name, { value, place });
      }),
    delete: (name) =>
      inTurn(async () => {
        if (stores.some((store) => store.unreadable && store.holds(name))) {
          throw new AppError(
            'storage-failed',
            'The file with this key cannot be read, so it was left as it is.',
          );
        }
        await removeElsewhere(name, undefined);
        known.delete(name);
      }),
  };
}

/** Encrypted is safer than only for now: nothing to type again, nothing to read. */
const safety: readonly KeyPlace[] = ['keychain', 'encrypted-file', 'session', 'plain-file'];

async function openStore(
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
