import { randomBytes } from 'node:crypto';
import { maxCustomProviders } from '../shared/contract/custom-provider.ts';
import type { CustomProvider } from '../shared/contract/custom-provider.ts';
import type { ProviderInfo } from '../shared/contract/providers.ts';
import { AppError } from '../shared/errors.ts';
import type { Host, KeyPlace } from './host.ts';
import { assertBaseUrlAllowed, originOf } from './base-url.ts';
import { headerWithoutValue } from './providers/credentials.ts';
import type { GivenHeader } from './providers/credentials.ts';
import type { HeaderSecrets, ProviderHeaders } from './providers/provider-headers.ts';
import type { ProviderKeys } from './providers/provider-keys.ts';
import type { Registry } from './providers/registry.ts';
import type { SettingsStore } from './settings/settings.ts';
import { withoutProvider } from './settings/without-provider.ts';

export interface CustomProviderManagerOptions {
  readonly registry: Pick<Registry, 'list'>;
  readonly keys: Pick<ProviderKeys, 'set' | 'delete'>;
  readonly headers: HeaderSecrets;
  readonly settings: SettingsStore;
  readonly secrets: Pick<Host['secrets'], 'places' | 'hide'>;
}

/** Servers that a person describes: what may be read goes to the settings, the rest among the secrets. */
export interface CustomProviderManager {
  /**
   * Throws `invalid-input` for an address to which nothing may go, and where there are too many. Where its secrets
   * cannot be kept, nothing is.
   */
  add(given: {
    readonly name: string;
    readonly baseUrl: string;
    readonly headers: readonly Required<GivenHeader>[];
    readonly models: readonly string[];
    readonly key?: string | undefined;
    /** Of the key and the values of the headers. */
    readonly place: KeyPlace;
  }): Promise<ProviderInfo>;
  /** Throws as `add` does, and `unknown-provider`. */
  update(given: {
    readonly id: string;
    readonly name?: string | undefined;
    readonly baseUrl?: string | undefined;
    readonly headers?: readonly GivenHeader[] | undefined;
    readonly models?: readonly string[] | undefined;
    readonly place: KeyPlace;
  }): Promise<ProviderInfo>;
  /** Its secrets first, for the same reason as in `add` they come last. */
  remove(id: string): Promise<{ removed: boolean }>;
}

export function createCustomProviderManager({
  registry,
  keys,
  headers: kept,
  settings,
  secrets,
}: CustomProviderManagerOptions): CustomProviderManager {
  const all = () => settings.get().customProviders;
  const save = (customProviders: readonly CustomProvider[]) => settings.update({ customProviders });

  function find(id: string): CustomProvider {
    const found = all().find((provider) => provider.id === id);
    if (found !== undefined) return found;
    throw new AppError('unknown-provider', `There is no provider named ${id}.`, {
      situation: 'provider-unknown',
      details: { provider: id },
    });
  }

  function infoOf(id: string): ProviderInfo {
    const info = registry.list().find((provider) => provider.id === id);
    if (info === undefined) throw new Error('A custom provider is not in the registry.');
    return info;
  }

  /** What is to be kept; throws before anything is changed. */
  function toKeep(
    { id, baseUrl }: Pick<CustomProvider, 'id' | 'baseUrl'>,
    given: readonly GivenHeader[],
    place: KeyPlace,
  ): ProviderHeaders {
    const origin = originOf(baseUrl) ?? null;
    const before = kept.get(id);
    // A value goes on to no other address than the one it was entered for.
    const known = before?.origin === origin ? before.values : {};
    const keptOf = (name: string) => (Object.hasOwn(known, name) ? known[name] : undefined);
    const values = given.map(({ name, value }) => [name, value ?? keptOf(name)] as const);
    const missing = values.find(([, value]) => value === undefined);
    if (missing !== undefined) throw headerWithoutValue(missing[0]);
    const isNew = given.some(({ value }) => value !== undefined);
    if (isNew) assertPlace(place, secrets.places);
    return {
      values: Object.fromEntries(values) as Record<string, string>, // None is missing.
      place: isNew ? place : (before?.place ?? place),
      origin,
    };
  }

  async function forgetSecrets(id: string): Promise<void> {
    await keys.delete(id);
    await kept.delete(id);
  }

  /** As if it had never been added: its name is not remembered either. */
  async function takeBack(id: string): Promise<void> {
    await forgetSecrets(id);
    const { removedProviders: _, ...without } = withoutProvider(settings.get(), id);
    settings.update(without);
  }

  return {
    async add({ name, baseUrl, headers, models, key, place }) {
      assertAddress(baseUrl);
      if (all().length >= maxCustomProviders) {
        throw new AppError('invalid-input', 'More providers cannot be kept.', {
          situation: 'too-many-providers',
        });
      }
      const id = `custom-${randomBytes(4).toString('hex')}`;
      const provider = {
        id,
        name,
        baseUrl,
        headers: namesOf(headers),
        models: [...new Set(models)],
      };
      const values = toKeep(provider, headers, place);
      if (key !== undefined) {
        assertPlace(place, secrets.places);
        secrets.hide(key);
      }
      // In this order: secrets of a provider that nobody knows could never be removed.
      save([...all(), provider]);
      try {
        await kept.set(id, values);
        if (key !== undefined)
          await keys.set(id, { id: '1', value: key, place, origin: originOf(baseUrl) ?? null });
      } catch (error) {
        // Where that fails too, it stays and can be removed like any other.
        await takeBack(id).catch(() => undefined);
        throw error;
      }
      return infoOf(id);
    },
    async update({ id, name, baseUrl, headers, models, place }) {
      if (baseUrl !== undefined) assertAddress(baseUrl);
      const before = find(id);
      const changed = {
        ...before,
        name: name ?? before.name,
        baseUrl: baseUrl ?? before.baseUrl,
        headers: headers === undefined ? before.headers : namesOf(headers),
        models: models === undefined ? before.models : [...new Set(models)],
      };
      const values = headers === undefined ? undefined : toKeep(changed, headers, place);
      save(all().map((provider) => (provider.id === id ? changed : provider)));
      try {
        if (values !== undefined) await kept.set(id, values);
      } catch (error) {
        save(all().map((provider) => (provider.id === id ? before : provider)));
        throw error;
      }
      return infoOf(id);
    },
    async remove(id) {
      if (!all().some((provider) => provider.id === id)) return { removed: false };
      await forgetSecrets(id);
      settings.update(withoutProvider(settings.get(), id));
      return { removed: true };
    },
  };
}

function namesOf(headers: readonly GivenHeader[]): string[] {
  return headers.map(({ name }) => name);
}

function assertAddress(baseUrl: string): void {
  assertBaseUrlAllowed(baseUrl);
  const { search, hash } = new URL(baseUrl);
  if (search === '' && hash === '') return;
  throw new AppError(
    'invalid-input',
    'The address must end before any “?” or “#”. What a server wants to be told can be a header.',
    { situation: 'address-with-query' },
  );
}

function assertPlace(place: KeyPlace, places: readonly KeyPlace[]): void {
  if (places.includes(place)) return;
  throw new AppError('invalid-input', 'Keys cannot be kept there on this computer.', {
    situation: 'places-of-keys',
  });
}
