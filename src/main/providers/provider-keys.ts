import { z } from 'zod';
import type { KeyPlace, Secrets } from '../host.ts';

export interface ProviderKey {
  readonly value: string;
  readonly place: KeyPlace;
  /** The address it was stored for; null: the provider's own. */
  readonly origin: string | null;
}

/** The keys of providers among the secrets, each with the one address it may be sent to. */
export interface ProviderKeys {
  get(provider: string): ProviderKey | undefined;
  set(provider: string, key: ProviderKey): Promise<void>;
  delete(provider: string): Promise<void>;
}

const keptSchema = z.strictObject({ key: z.string().min(1), origin: z.string().nullable() });

/**
 * The address is kept inside the secret and not in the settings: whoever can change an address must not
 * be able to have the key sent there.
 */
export function createProviderKeys(
  secrets: Pick<Secrets, 'get' | 'set' | 'delete' | 'hide'>,
): ProviderKeys {
  return {
    get(provider) {
      const found = secrets.get(nameOf(provider));
      if (found === undefined) return undefined;
      const { key, origin } = parse(found.value);
      secrets.hide(key);
      return { value: key, place: found.place, origin };
    },
    async set(provider, { value, place, origin }) {
      secrets.hide(value);
      await secrets.set(nameOf(provider), JSON.stringify({ key: value, origin }), place);
    },
    delete: (provider) => secrets.delete(nameOf(provider)),
  };
}

function nameOf(provider: string): string {
  return `provider/${provider}`;
}

/** A value without an address is a key for the provider's own. */
function parse(value: string): z.infer<typeof keptSchema> {
  try {
    return keptSchema.parse(JSON.parse(value));
  } catch {
    return { key: value, origin: null };
  }
}
