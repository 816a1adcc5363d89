import { AppError } from '../../../shared/errors.ts';
import type { KeyPlace, Log, Secrets } from '../../host.ts';
import type { SecretStore } from './secret-store.ts';

interface CreateSecretsOptions {
  /** The one that is least safe comes last: it can only hold a name as well if the others could not be changed. */
  readonly stores: readonly SecretStore[];
  readonly log: Log;
  /** Told every secret, so that no log line shows it. */
  readonly hide: (secret: string) => void;
}

/** Secrets kept in several stores, or only in this run's memory: each name in one place. */
export function createSecrets({ stores, log, hide }: CreateSecretsOptions): Secrets {
  const unreadable = stores.some((store) => store.unreadable);
  if (unreadable)
    log.warn({}, 'Some of the saved keys could not be read; their file was left as it is.');

  const known = new Map<string, { readonly value: string; readonly place: KeyPlace }>();
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
            situation: 'places-of-keys',
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
            { situation: 'key-file-unreadable' },
          );
        }
        await removeElsewhere(name, undefined);
        known.delete(name);
      }),
  };
}

/** Encrypted is safer than only for now: nothing to type again, nothing to read. */
const safety: readonly KeyPlace[] = ['keychain', 'encrypted-file', 'session', 'plain-file'];
