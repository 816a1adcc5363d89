import type { KeyStatus } from '../shared/contract/providers.ts';
import type { Settings, SettingsPatch } from '../shared/contract/settings.ts';
import { AppError, toWire } from '../shared/errors.ts';
import type { WireError } from '../shared/errors.ts';
import type { Host, KeyPlace } from './host.ts';
import { assertBaseUrlAllowed } from './base-url.ts';
import type { ProviderKeys } from './providers/provider-keys.ts';
import type { Registry, Tried } from './providers/registry.ts';
import type { SettingsStore } from './settings/settings.ts';
import { createWatched } from './watched.ts';

export interface ProviderManagerOptions {
  readonly registry: Registry;
  readonly keys: ProviderKeys;
  readonly settings: SettingsStore;
  readonly secrets: Pick<Host['secrets'], 'places' | 'hide'>;
}

/** What a person does to providers. Each throws `unknown-provider` for one that nobody knows. */
export interface ProviderManager {
  /** Where a new key can be kept, the safest first. */
  readonly keyPlaces: readonly KeyPlace[];
  /** Whether key, address and headers work, with those given or else those kept. */
  check(
    tried: { readonly provider: string } & Tried,
    signal: AbortSignal,
  ): Promise<{ ok: boolean; error?: WireError }>;
  /**
   * For the address in use. Throws `invalid-input` for a place that this computer has not, and `conflict` if the
   * address in use is not the one the key was given for.
   */
  setKey(given: {
    readonly provider: string;
    readonly key: string;
    readonly place: KeyPlace;
    /** Beside the others; else it replaces the one with that id, or the first. */
    readonly add?: boolean;
    readonly id?: string | undefined;
    /** Where the person believes it goes; absent: wherever the provider is asked. */
    readonly forOrigin?: string | null | undefined;
  }): Promise<KeyStatus>;
  /** Without an id all of them. */
  removeKey(provider: string, id?: string): Promise<KeyStatus>;
  /** How often keys changed, now and after every change. */
  watchKeys(signal: AbortSignal): AsyncGenerator<{ readonly changes: number }, void, void>;
  /** Throws `invalid-input` for an address to which no key may go. */
  updateSettings(patch: SettingsPatch): Settings;
}

export function createProviderManager({
  registry,
  keys,
  settings,
  secrets,
}: ProviderManagerOptions): ProviderManager {
  const watched = createWatched({ changes: 0 });
  const changed = () => watched.set({ changes: watched.get().changes + 1 });

  return {
    keyPlaces: secrets.places,
    async check({ provider, ...tried }, signal) {
      if (tried.key !== undefined) secrets.hide(tried.key);
      for (const { value } of tried.headers ?? []) if (value !== undefined) secrets.hide(value);
      try {
        await registry.check(provider, tried, signal);
        return { ok: true };
      } catch (error) {
        if (error instanceof AppError) return { ok: false, error: toWire(error) };
        throw error;
      }
    },
    async setKey({ provider, key, place, add = false, id: chosen = '1', forOrigin }) {
      secrets.hide(key);
      if (!secrets.places.includes(place)) {
        throw new AppError('invalid-input', 'Keys cannot be kept there on this computer.', {
          situation: 'places-of-keys',
        });
      }
      const origin = registry.originOf(provider);
      // Another window may have changed it since this one showed it.
      if (forOrigin !== undefined && forOrigin !== origin) throw addressChanged();
      const id = add ? keys.freeId(provider) : chosen;
      if (id === undefined) {
        throw new AppError('invalid-input', 'More keys of one provider cannot be kept.', {
          situation: 'too-many-keys',
        });
      }
      await keys.set(provider, { id, value: key, place, origin });
      changed();
      return registry.keyStatus(provider);
    },
    async removeKey(provider, id) {
      registry.keyStatus(provider);
      await keys.delete(provider, id);
      changed();
      return registry.keyStatus(provider);
    },
    watchKeys: watched.watch,
    updateSettings(patch) {
      for (const [provider, { baseUrl }] of Object.entries(patch.providers ?? {})) {
        registry.keyStatus(provider);
        if (settings.get().customProviders.some(({ id }) => id === provider)) {
          throw new AppError('invalid-input', 'The address of a custom provider belongs to it.', {
            situation: 'request-invalid',
          });
        }
        if (baseUrl !== undefined) assertBaseUrlAllowed(baseUrl);
      }
      return settings.update(patch);
    },
  };
}

function addressChanged(): AppError {
  return new AppError(
    'conflict',
    'The address was changed meanwhile, so the key was not saved. Save it again if it is for the new one.',
    { situation: 'address-changed' },
  );
}
