import type { KeyStatus, ProviderInfo } from '../../shared/contract/providers.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import { AppError } from '../../shared/errors.ts';
import { originOf } from './base-url.ts';
import type { ProviderKey } from './provider-keys.ts';
import type { ProviderEntry } from './provider.ts';

export interface CredentialsOptions {
  readonly settings: () => Pick<Settings, 'providers'>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A key somebody stored, by provider id. */
  readonly storedKey: (provider: string) => ProviderKey | undefined;
}

/** Which key and address a provider is asked with. A key goes only where it was meant to go. */
export interface Credentials {
  baseUrl(entry: ProviderEntry): ProviderInfo['baseUrl'];
  /** For the address in use. Throws an AppError that says what is missing. */
  key(entry: ProviderEntry, baseUrl?: string): string | undefined;
  isReady(entry: ProviderEntry): boolean;
  status(entry: ProviderEntry): KeyStatus;
}

export function createCredentials({
  settings,
  environment,
  storedKey,
}: CredentialsOptions): Credentials {
  function fromEnvironment(name: string | undefined): string | undefined {
    const value = name === undefined ? undefined : environment[name];
    return value === '' ? undefined : value;
  }

  function baseUrl({
    id,
    environment: names,
    defaultBaseUrl,
  }: ProviderEntry): ProviderInfo['baseUrl'] {
    if (defaultBaseUrl === undefined) return null;
    const set = settings().providers[id]?.baseUrl;
    if (set !== undefined) return { value: set, from: 'settings' };
    const value = fromEnvironment(names?.baseUrl);
    return value === undefined
      ? { value: defaultBaseUrl, from: 'default' }
      : { value, from: 'environment' };
  }

  /** What a person stored comes before what the environment holds. */
  function knownKeys(entry: ProviderEntry) {
    const { environment: names, defaultBaseUrl } = entry;
    const stored = storedKey(entry.id);
    const value = fromEnvironment(names?.apiKey);
    const own = originOf(defaultBaseUrl);
    return [
      ...(stored === undefined ? [] : [{ ...stored, origins: [stored.origin ?? own] }]),
      ...(value === undefined
        ? []
        : [
            {
              value,
              place: 'environment' as const,
              origins: [originOf(fromEnvironment(names?.baseUrl)) ?? own, own],
            },
          ]),
    ];
  }

  /** The key that may go to this address, else the one that may not. */
  function find(entry: ProviderEntry, address = baseUrl(entry)?.value) {
    const keys = knownKeys(entry);
    const origin = originOf(address);
    const fits = keys.find(({ origins }) => origins.includes(origin));
    return { key: fits ?? keys[0], fits: fits !== undefined };
  }

  function isReady(entry: ProviderEntry): boolean {
    return !entry.needsKey || find(entry).fits;
  }

  return {
    baseUrl,
    isReady,
    key(entry, address) {
      const { key, fits } = find(entry, address);
      if (fits) return key?.value;
      if (!entry.needsKey) return undefined;
      throw key === undefined ? keyMissing(entry) : addressIsNew(entry);
    },
    status(entry) {
      const { key, fits } = find(entry);
      if (key === undefined) return { set: false };
      const { value, place, origins } = key;
      // Of a short one the last four would be most of it.
      const last4 = value.length < 12 ? '' : value.slice(-4);
      const origin = origins[0];
      return {
        set: true,
        last4,
        place,
        ...(fits || origin === undefined ? {} : { forOrigin: origin }),
      };
    },
  };
}

function keyMissing({ id, name }: ProviderEntry): AppError {
  return new AppError('authentication-failed', `${name} needs a key. Add one in the settings.`, {
    situation: 'key-missing',
    details: { provider: id, providerName: name },
  });
}

function addressIsNew({ id, name }: ProviderEntry): AppError {
  return new AppError(
    'authentication-failed',
    `This address is new: enter the key of ${name} again for it.`,
    { situation: 'key-for-another-address', details: { provider: id, providerName: name } },
  );
}
