import { assertBaseUrlAllowed } from '../base-url.ts';
import type { Credentials } from './credentials.ts';
import type { KeyedClient } from './policies/compose.ts';
import { whileHeld } from './policies/keys/while-held.ts';
import type { Made, Pool } from './policies/pool.ts';
import type { Provider, ProviderEntry } from './provider.ts';

/** Clients of providers, made of the keys and the address that hold now. */
export interface ProviderInstances {
  /** With the first key. Rejects with the AppError that says what is missing. */
  get(entry: ProviderEntry): Promise<Provider>;
  /** One for each key. Throws the AppError that says what is missing. */
  all(entry: ProviderEntry): readonly [KeyedClient, ...KeyedClient[]];
  /** Lends one made for this use alone. */
  borrow<Result>(
    entry: ProviderEntry,
    made: {
      readonly key: string | undefined;
      readonly baseUrl: string | undefined;
      readonly headers: Made['headers'];
    },
    use: (provider: Provider) => Promise<Result>,
  ): Promise<Result>;
}

export function createProviderInstances(credentials: Credentials, pool: Pool): ProviderInstances {
  function madeOf(entry: ProviderEntry, apiKey: string | undefined): Made {
    const baseUrl = credentials.baseUrl(entry)?.value;
    return { apiKey, baseUrl, ...definedHeaders(credentials.headers(entry, baseUrl)) };
  }

  function all(entry: ProviderEntry): readonly [KeyedClient, ...KeyedClient[]] {
    const baseUrl = credentials.baseUrl(entry)?.value;
    if (baseUrl !== undefined) assertBaseUrlAllowed(baseUrl);
    const [first, ...others] = credentials.keys(entry);
    function clientOf(key: string | undefined): KeyedClient {
      const client = pool.client(entry, madeOf(entry, key));
      if (key === undefined) return { key, provider: client };
      return { key, provider: whileHeld(client, () => credentials.holds(entry, key, baseUrl)) };
    }
    pool.keepOnly(
      entry,
      [first, ...others].map((key) => madeOf(entry, key)),
    );
    return [clientOf(first), ...others.map(clientOf)];
  }

  return {
    get: async (entry) => all(entry)[0].provider,
    all,
    borrow: (entry, { key, baseUrl, headers }, use) =>
      pool.borrow(entry, { apiKey: key, baseUrl, ...definedHeaders(headers) }, use),
  };
}

function definedHeaders(headers: Made['headers']): Pick<Made, 'headers'> {
  return headers === undefined ? {} : { headers };
}
