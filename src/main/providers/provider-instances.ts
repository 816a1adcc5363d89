import type { Log } from '../host.ts';
import { assertBaseUrlAllowed } from './base-url.ts';
import type { Credentials } from './credentials.ts';
import type { Provider, ProviderEntry } from './provider.ts';

/** The providers that are in use, each made of the key and the address that hold now. */
export interface ProviderInstances {
  /** Made on first use, made anew when key or address changed. */
  get(entry: ProviderEntry): Promise<Provider>;
  /** Lends one made for this use alone. */
  borrow<Result>(
    entry: ProviderEntry,
    made: { readonly key: string | undefined; readonly baseUrl: string | undefined },
    use: (provider: Provider) => Promise<Result>,
  ): Promise<Result>;
  dispose(): Promise<void>;
}

export function createProviderInstances(
  credentials: Credentials,
  log: Pick<Log, 'info'>,
): ProviderInstances {
  const instances = new Map<
    string,
    { readonly with: string; readonly provider: Promise<Provider> }
  >();

  async function make(
    entry: ProviderEntry,
    key: string | undefined,
    baseUrl: string | undefined,
  ): Promise<Provider> {
    const headers = credentials.headers(entry, baseUrl);
    const create = await entry.load();
    return create({ apiKey: key, baseUrl, headers, log });
  }

  return {
    async get(entry) {
      const baseUrl = credentials.baseUrl(entry)?.value;
      if (baseUrl !== undefined) assertBaseUrlAllowed(baseUrl);
      const key = credentials.key(entry);
      const fingerprint = JSON.stringify([key, baseUrl, credentials.headers(entry)]);
      const before = instances.get(entry.id);
      if (before?.with === fingerprint) return before.provider;
      if (before !== undefined) void dispose(before.provider);
      const provider = make(entry, key, baseUrl);
      const instance = { with: fingerprint, provider };
      instances.set(entry.id, instance);
      // One that could not be made must not be kept.
      provider.catch(() => {
        if (instances.get(entry.id) === instance) instances.delete(entry.id);
      });
      return provider;
    },
    async borrow(entry, { key, baseUrl }, use) {
      if (baseUrl !== undefined) assertBaseUrlAllowed(baseUrl);
      const provider = make(entry, key, baseUrl);
      try {
        return await use(await provider);
      } finally {
        await dispose(provider);
      }
    },
    async dispose() {
      const providers = [...instances.values()].map(({ provider }) => dispose(provider));
      instances.clear();
      await Promise.all(providers);
    },
  };
}

async function dispose(provider: Promise<Provider>): Promise<void> {
  try {
    await (await provider).dispose();
  } catch {
    // It was never made, or is gone already: there is nothing to let go of.
  }
}
