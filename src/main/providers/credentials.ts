import type { KeyStatus, ProviderInfo } from '../../shared/contract/providers.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import { AppError } from '../../shared/errors.ts';
import { originOf } from '../base-url.ts';
import type { ProviderHeaders } from './provider-headers.ts';
import type { ProviderKey } from './provider-keys.ts';
import type { ProviderEntry } from './provider.ts';

export interface CredentialsOptions {
  readonly settings: () => Pick<Settings, 'providers'>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The keys somebody stored, by provider id. */
  readonly storedKeys: (provider: string) => readonly ProviderKey[];
  /** The headers somebody stored, by provider id. */
  readonly storedHeaders?: (provider: string) => ProviderHeaders | undefined;
}

/** Which key and address a provider is asked with. A key goes only where it was meant to go. */
export interface Credentials {
  baseUrl(entry: ProviderEntry): ProviderInfo['baseUrl'];
  /** For the address in use. Throws an AppError that says what is missing. */
  key(entry: ProviderEntry, baseUrl?: string): string | undefined;
  /** All that may be used there, the first of them as `key` gives it; undefined stands for none at all. */
  keys(
    entry: ProviderEntry,
    baseUrl?: string,
  ): readonly [string | undefined, ...(string | undefined)[]];
  /** It is still there, and meant for this address. */
  holds(entry: ProviderEntry, key: string, baseUrl: string | undefined): boolean;
  /** What is sent along, for the address in use. Throws an AppError where it was meant for another. */
  headers(entry: ProviderEntry, baseUrl?: string): ProviderHeaders['values'];
  /** What somebody typed, and what is kept for this address where nothing was. Throws as `headers` does. */
  triedHeaders(
    entry: ProviderEntry,
    given: readonly GivenHeader[],
    baseUrl: string | undefined,
  ): ProviderHeaders['values'];
  /** For the page: names, and the address they belong to if it is another. */
  headerStatus(entry: ProviderEntry): ProviderInfo['headers'];
  isReady(entry: ProviderEntry): boolean;
  status(entry: ProviderEntry): KeyStatus;
  /** Of every key that is kept, and of the environment's if that is used or the only one. */
  statuses(entry: ProviderEntry): readonly KnownKey[];
}

/** A header as a person gives it; without a value it keeps the one it has. */
export interface GivenHeader {
  readonly name: string;
  readonly value?: string | undefined;
}

export interface KnownKey {
  /** Never to be told to anybody. */
  readonly value: string;
  readonly id: string;
  readonly status: KeyStatus;
}

export function createCredentials({
  settings,
  environment,
  storedKeys,
  storedHeaders,
}: CredentialsOptions): Credentials {
  function fromEnvironment(name: string | undefined): string | undefined {
    const value = name === undefined ? undefined : environment[name];
    return value === '' ? undefined : value;
  }

  function baseUrl({
    id,
    kind,
    environment: names,
    defaultBaseUrl,
    toBaseUrl = (said) => said,
  }: ProviderEntry): ProviderInfo['baseUrl'] {
    if (defaultBaseUrl === undefined) return null;
    if (kind === 'custom') return { value: defaultBaseUrl, from: 'settings' };
    const set = settings().providers[id]?.baseUrl;
    if (set !== undefined) return { value: set, from: 'settings' };
    const value = fromEnvironment(names?.baseUrl);
    return value === undefined
      ? { value: defaultBaseUrl, from: 'default' }
      : { value: toBaseUrl(value), from: 'environment' };
  }

  /** What a person stored comes before what the environment holds. */
  function knownKeys(entry: ProviderEntry) {
    const { environment: names, defaultBaseUrl } = entry;
    const value = [names?.apiKey].flat().map(fromEnvironment).find(isSet);
    const own = originOf(defaultBaseUrl);
    return [
      ...storedKeys(entry.id).map((stored) => ({ ...stored, origins: [stored.origin ?? own] })),
      ...(value === undefined
        ? []
        : [
            {
              id: 'environment',
              value,
              place: 'environment' as const,
              origins: [originOf(fromEnvironment(names?.baseUrl)) ?? own, own],
            },
          ]),
    ];
  }

  /** Those that may go to this address. */
  function keysFor(entry: ProviderEntry, address: string | undefined) {
    const origin = originOf(address);
    return knownKeys(entry).filter(({ origins }) => origins.includes(origin));
  }

  /**
   * The keys that may go to this address: what was stored, else what the environment holds. And the one that
   * stands for them, be it one that may not.
   */
  function find(entry: ProviderEntry, address = baseUrl(entry)?.value) {
    const keys = knownKeys(entry);
    const fitting = keysFor(entry, address);
    const stored = fitting.filter(({ place }) => place !== 'environment');
    const used = stored.length > 0 ? stored : fitting;
    return { used, key: used[0] ?? keys[0], fits: used.length > 0 };
  }

  /** What is sent along to this address, if all of it is there and meant for it. */
  function findHeaders(entry: ProviderEntry, address = baseUrl(entry)?.value) {
    const { headerNames = [] } = entry;
    const stored = headerNames.length === 0 ? undefined : storedHeaders?.(entry.id);
    const values = stored?.values ?? {};
    const isElsewhere = stored !== undefined && stored.origin !== originOf(address);
    return {
      stored,
      values,
      isElsewhere,
      isWhole: headerNames.every((name) => Object.hasOwn(values, name)),
    };
  }

  function isReady(entry: ProviderEntry): boolean {
    const { key, fits } = find(entry);
    const { isElsewhere, isWhole } = findHeaders(entry);
    return (fits || (!entry.needsKey && key === undefined)) && isWhole && !isElsewhere;
  }

  function keyOf(entry: ProviderEntry, address?: string): string | undefined {
    const { key, fits } = find(entry, address);
    if (fits) return key?.value;
    if (key !== undefined) throw addressIsNew(entry);
    if (!entry.needsKey) return undefined;
    throw keyMissing(entry);
  }

  return {
    baseUrl,
    isReady,
    headers(entry, address) {
      const { values, isElsewhere, isWhole } = findHeaders(entry, address);
      if (isElsewhere) throw headersAreElsewhere(entry);
      if (!isWhole) throw headersMissing(entry);
      return values;
    },
    triedHeaders(entry, given, address) {
      const { values, isElsewhere } = findHeaders(entry, address);
      const known = isElsewhere ? {} : values;
      return Object.fromEntries(
        given.map(({ name, value = ownValue(known, name) }) => {
          if (value !== undefined) return [name, value];
          throw isElsewhere ? headersAreElsewhere(entry) : headerWithoutValue(name);
        }),
      );
    },
    headerStatus(entry) {
      if (entry.headerNames === undefined) return undefined;
      const { stored, isElsewhere, isWhole } = findHeaders(entry);
      return {
        names: entry.headerNames,
        set: isWhole,
        ...(isElsewhere && stored?.origin != null ? { forOrigin: stored.origin } : {}),
      };
    },
    key: keyOf,
    holds: (entry, key, address) => keysFor(entry, address).some(({ value }) => value === key),
    keys(entry, address) {
      const first = keyOf(entry, address);
      const [, ...others] = find(entry, address).used;
      return [first, ...others.map(({ value }) => value)];
    },
    status(entry) {
      const { key, fits } = find(entry);
      return key === undefined ? { set: false } : statusOf(key, fits);
    },
    statuses(entry) {
      const { used } = find(entry);
      const keys = knownKeys(entry);
      const isStored = keys.some(({ place }) => place !== 'environment');
      return keys
        .map((key) => ({ key, isUsed: used.some(({ id }) => id === key.id) }))
        .filter(({ key, isUsed }) => isUsed || !isStored || key.place !== 'environment')
        .map(({ key, isUsed }) => ({
          id: key.id,
          value: key.value,
          status: statusOf(key, isUsed),
        }));
    },
  };
}

function ownValue(values: ProviderHeaders['values'], name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** The value of a header that is to be sent or kept is missing. */
export function headerWithoutValue(header: string): AppError {
  return new AppError('invalid-input', `Please enter the value of the header ${header}.`, {
    situation: 'header-without-value',
    details: { header },
  });
}

function isSet(value: string | undefined): value is string {
  return value !== undefined;
}

function statusOf(
  {
    value,
    place,
    origins,
  }: Pick<ProviderKey, 'value'> & {
    readonly place: NonNullable<KeyStatus['place']>;
    readonly origins: readonly (string | undefined)[];
  },
  fits: boolean,
): KeyStatus {
  const origin = origins[0];
  return {
    set: true,
    last4: lastFour(value),
    place,
    ...(fits || origin === undefined ? {} : { forOrigin: origin }),
  };
}

/** Of a short one the last four would be most of it. */
export function lastFour(key: string): string {
  return key.length < 12 ? '' : key.slice(-4);
}

function keyMissing({ id, name }: ProviderEntry): AppError {
  return new AppError('authentication-failed', `${name} needs a key. Add one in the settings.`, {
    situation: 'key-missing',
    details: { provider: id, providerName: name },
  });
}

function headersMissing({ id, name }: ProviderEntry): AppError {
  return new AppError(
    'authentication-failed',
    `${name} needs the values of its headers. Enter them in the settings.`,
    { situation: 'headers-missing', details: { provider: id, providerName: name } },
  );
}

function headersAreElsewhere({ id, name }: ProviderEntry): AppError {
  return new AppError(
    'authentication-failed',
    `This address is new: enter the headers of ${name} again for it.`,
    { situation: 'headers-for-another-address', details: { provider: id, providerName: name } },
  );
}

function addressIsNew({ id, name }: ProviderEntry): AppError {
  return new AppError(
    'authentication-failed',
    `This address is new: enter the key of ${name} again for it.`,
    { situation: 'key-for-another-address', details: { provider: id, providerName: name } },
  );
}
