import { z } from 'zod';
import type { KeyPlace, Secrets } from '../host.ts';

/** How many keys of one provider can be kept. */
const maxKeys = 8;

export interface ProviderKey {
  /** Among the keys of its provider. */
  readonly id: string;
  readonly value: string;
  readonly place: KeyPlace;
  /** The address it was stored for; null: the provider's own. */
  readonly origin: string | null;
}

/** The keys of providers among the secrets, each with the one address it may be sent to. */
export interface ProviderKeys {
  /** In the order of their ids. */
  all(provider: string): readonly ProviderKey[];
  /** Replaces the one with that id, or is a new one. */
  set(provider: string, key: ProviderKey): Promise<void>;
  /** Of a key that is to be kept beside the others; undefined: there are too many. */
  freeId(provider: string): string | undefined;
  /** Without an id all of them. */
  delete(provider: string, id?: string): Promise<void>;
}

const keptSchema = z.strictObject({ key: z.string().min(1), origin: z.string().nullable() });

/** Each is a secret of its own, so that each has its own place. */
const ids = Array.from({ length: maxKeys }, (_, index) => String(index + 1));

/**
 * The address is kept inside the secret and not in the settings: whoever can change an address must not
 * be able to have the key sent there.
 */
export function createProviderKeys(
  secrets: Pick<Secrets, 'get' | 'set' | 'delete' | 'hide'>,
): ProviderKeys {
  function get(provider: string, id: string): ProviderKey | undefined {
    const found = secrets.get(nameOf(provider, id));
    if (found === undefined) return undefined;
    const { key, origin } = parse(found.value);
    secrets.hide(key);
    return { id, value: key, place: found.place, origin };
  }

  return {
    all: (provider) => ids.flatMap((id) => get(provider, id) ?? []),
    async set(provider, { id, value, place, origin }) {
      secrets.hide(value);
      await secrets.set(nameOf(provider, id), JSON.stringify({ key: value, origin }), place);
    },
    freeId: (provider) => ids.find((id) => secrets.get(nameOf(provider, id)) === undefined),
    async delete(provider, only) {
      for (const id of only === undefined ? ids : [only]) {
        const name = nameOf(provider, id);
        if (secrets.get(name) !== undefined) await secrets.delete(name);
      }
    },
  };
}

/** The first has the name that the only one had before there could be several. */
function nameOf(provider: string, id: string): string {
  return id === ids[0] ? `provider/${provider}` : `provider/${provider}/${id}`;
}

/** A value without an address is a key for the provider's own. */
function parse(value: string): z.infer<typeof keptSchema> {
  try {
    return keptSchema.parse(JSON.parse(value));
  } catch {
    return { key: value, origin: null };
  }
}
