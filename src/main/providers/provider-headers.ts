import { z } from 'zod';
import type { KeyPlace, Secrets } from '../host.ts';

export interface ProviderHeaders {
  readonly values: Readonly<Record<string, string>>;
  readonly place: KeyPlace;
  /** The one address they may be sent to. */
  readonly origin: string | null;
}

/** Headers a person wants sent along, among the secrets: more often than not one of them is a key. */
export interface HeaderSecrets {
  get(provider: string): ProviderHeaders | undefined;
  /** None of them: what was there is deleted. */
  set(provider: string, headers: ProviderHeaders): Promise<void>;
  delete(provider: string): Promise<void>;
}

const keptSchema = z.strictObject({
  headers: z.record(z.string(), z.string()),
  origin: z.string().nullable(),
});

/** As with keys, the address is kept inside the secret: whoever changes the settings cannot have it sent there. */
export function createHeaderSecrets(
  secrets: Pick<Secrets, 'get' | 'set' | 'delete' | 'hide'>,
): HeaderSecrets {
  async function forget(provider: string): Promise<void> {
    const name = nameOf(provider);
    if (secrets.get(name) !== undefined) await secrets.delete(name);
  }

  return {
    get(provider) {
      const found = secrets.get(nameOf(provider));
      const kept = found === undefined ? undefined : parse(found.value);
      if (found === undefined || kept === undefined) return undefined;
      for (const value of Object.values(kept.headers)) secrets.hide(value);
      return { values: kept.headers, place: found.place, origin: kept.origin };
    },
    async set(provider, { values, place, origin }) {
      if (Object.keys(values).length === 0) return forget(provider);
      for (const value of Object.values(values)) secrets.hide(value);
      await secrets.set(nameOf(provider), JSON.stringify({ headers: values, origin }), place);
    },
    delete: forget,
  };
}

function nameOf(provider: string): string {
  return `headers/${provider}`;
}

/** Undefined for what nobody here wrote: headers that cannot be read are not sent. */
function parse(value: string): z.infer<typeof keptSchema> | undefined {
  try {
    return keptSchema.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}
