import { z } from 'zod';
import { writeFileAtomic } from '../door/files/write-file-atomic.ts';
import type { SecretStore } from '../door/secrets/secret-store.ts';

/** What wraps a secret with the system's key; `shouldWrapAgain`: its key is an old one. */
export interface Keychain {
  /** Which keychain it is, for the record. */
  readonly backend: string;
  wrap(secret: string): Promise<string>;
  unwrap(wrapped: string): Promise<{ readonly secret: string; readonly shouldWrapAgain: boolean }>;
}

const wrappedSchema = z.object({
  /** The keychain that wrapped it. */
  backend: z.string().max(100),
  /** Base64. */
  data: z.string().max(64 * 1024),
});
type Wrapped = Readonly<z.infer<typeof wrappedSchema>>;

const fileSchema = z.object({
  version: z.literal(1),
  secrets: z.record(z.string(), wrappedSchema),
  /** What could not be opened when its name was given a new secret. Kept, in case its keychain comes back. */
  aside: z.array(z.object({ name: z.string(), ...wrappedSchema.shape })).default([]),
});
type KeychainFile = Readonly<z.infer<typeof fileSchema>>;

/**
 * `secrets-keychain.json`: each secret on its own, wrapped with a key that the system's keychain keeps.
 * What cannot be unwrapped stays in the file as it is. `keychain` is null where there is none.
 */
export async function openKeychainStore(
  path: string,
  text: string | undefined,
  keychain: Keychain | null,
): Promise<SecretStore> {
  const parsed = text === undefined ? emptyFile : parse(text);
  const readable =
    parsed !== undefined && keychain !== null ? await unwrapAll(parsed, keychain) : [];
  let file = parsed ?? emptyFile;
  /** As they are in the file now, so that an unchanged secret keeps its wrapping. */
  const secrets = new Map(readable.map(({ name, secret }) => [name, secret]));
  const known = new Map(
    readable.flatMap(({ name, secret, isStale }) => (isStale ? [] : [[name, secret] as const])),
  );
  const locked = new Set(Object.keys(file.secrets).filter((name) => !secrets.has(name)));
  const writable = keychain !== null && parsed !== undefined;

  async function write(next: ReadonlyMap<string, string>): Promise<void> {
    if (keychain === null || !writable)
      throw new Error('Not writable: the caller has to ask first.');
    const wrapped: Record<string, Wrapped> = {};
    const aside = [...file.aside];
    for (const [name, old] of Object.entries(file.secrets)) {
      if (!locked.has(name)) continue;
      if (next.has(name)) aside.push({ name, ...old });
      else wrapped[name] = old;
    }
    for (const [name, secret] of next) {
      const old = known.get(name) === secret ? file.secrets[name] : undefined;
      // One after the other: a keychain may ask the person, who should be asked once.
      wrapped[name] = old ?? { backend: keychain.backend, data: await keychain.wrap(secret) };
    }
    const nextFile: KeychainFile = { version: 1, secrets: wrapped, aside };
    await writeFileAtomic(path, `${JSON.stringify(nextFile, null, 2)}\n`);
    file = nextFile;
    known.clear();
    for (const [name, secret] of next) {
      known.set(name, secret);
      locked.delete(name);
    }
  }

  // An old key may be gone tomorrow. If this does not work, the next change tries again.
  if (readable.some(({ isStale }) => isStale)) await write(secrets).catch(() => undefined);

  return {
    place: 'keychain',
    writable,
    unreadable: parsed === undefined || locked.size > 0,
    secrets,
    holds: (name) => name in file.secrets,
    write,
  };
}

const emptyFile: KeychainFile = { version: 1, secrets: {}, aside: [] };

function parse(text: string): KeychainFile | undefined {
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function unwrapAll(file: KeychainFile, keychain: Keychain) {
  const opened: { readonly name: string; readonly secret: string; readonly isStale: boolean }[] =
    [];
  for (const [name, { data }] of Object.entries(file.secrets)) {
    try {
      const { secret, shouldWrapAgain } = await keychain.unwrap(data);
      opened.push({ name, secret, isStale: shouldWrapAgain });
    } catch {
      // Another keychain's, or damaged: the store says so as a whole.
    }
  }
  return opened;
}
