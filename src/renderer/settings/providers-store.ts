import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ModelRef } from '../../shared/contract/conversations.ts';
import type { KeyPlace, Model, ModelSource, ProviderInfo } from './provider-types.ts';
import type { Clock } from '../../shared/clock.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { followStream } from '../bridge/follow-stream.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import type { PageSettings, SettingsState } from './settings-store.ts';

export interface ProvidersState {
  /** null: not read yet. */
  readonly providers: readonly ProviderInfo[] | null;
  /** Where keys can be kept on this machine, the safest first. */
  readonly keyPlaces: readonly KeyPlace[];
  readonly defaultModel: ModelRef | null;
  readonly models: readonly Model[];
  readonly sources: readonly ModelSource[];
  readonly isLoadingModels: boolean;
  readonly error: AppError | null;
}

export interface Providers {
  readonly store: StoreApi<ProvidersState>;
  /** Reads anew what is ready and what can be chosen. Ask for it after a change. */
  reload(): Promise<void>;
  /** The first half of it, for which no vendor is asked. */
  reloadProviders(): Promise<void>;
  /** Asks the vendors for their models again. */
  refreshModels(): Promise<void>;
  close(): void;
}

/**
 * Which providers there are and what they offer; read when the page connects, when settings decide anew and when
 * keys change, whichever window changed them.
 */
export function createProviders(
  { client, connected, connection }: Pick<Bridge, 'client' | 'connected' | 'connection'>,
  settings: Pick<PageSettings, 'store'>,
  clock: Clock,
  random: () => number,
): Providers {
  const store = createStore<ProvidersState>(() => ({
    providers: null,
    keyPlaces: [],
    defaultModel: null,
    models: [],
    sources: [],
    isLoadingModels: false,
    error: null,
  }));

  async function reload(): Promise<void> {
    if (await reloadProviders()) await loadModels(false);
  }

  async function reloadProviders(): Promise<boolean> {
    try {
      store.setState({ ...(await client.providers.list()), error: null });
      return true;
    } catch (error) {
      store.setState({ error: toAppError(error) });
      return false;
    }
  }

  async function loadModels(refresh: boolean): Promise<void> {
    store.setState({ isLoadingModels: true });
    try {
      store.setState({ ...(await client.providers.models({ refresh })), error: null });
    } catch (error) {
      store.setState({ error: toAppError(error) });
    }
    store.setState({ isLoadingModels: false });
  }

  const stop = connection.subscribe(({ status }, { status: before }) => {
    if (status === 'connected' && before !== 'connected') void reload(); // keeps its error itself
  });
  if (connection.getState().status === 'connected') void reload(); // keeps its error itself

  const stopSettings = settings.store.subscribe((now, before) => {
    if (before.saved !== null && whatDecides(now) !== whatDecides(before)) void reload(); // see above
  });

  const ended = new AbortController();
  let seen: number | undefined;
  void followStream({
    connected,
    open: (signal) => client.providers.watchKeys(undefined, { signal }),
    onValue({ changes }) {
      if (seen !== undefined && seen !== changes) void reload(); // see above
      seen = changes;
    },
    onError: (error) => store.setState({ error }),
    signal: ended.signal,
    clock,
    random,
  }); // ends with the store

  return {
    store,
    reload,
    async reloadProviders() {
      await reloadProviders();
    },
    refreshModels: () => loadModels(true),
    close() {
      stop();
      stopSettings();
      ended.abort();
    },
  };
}

/** Of the settings, what changes who can be asked or who is asked by default. */
function whatDecides({ saved }: SettingsState): string {
  return JSON.stringify([
    saved?.providers,
    saved?.defaultModel,
    saved?.customProviders,
    saved?.modelOverrides,
  ]);
}

export function findModel(
  models: readonly Model[],
  ref: ModelRef | null | undefined,
): Model | undefined {
  return models.find(({ provider, id }) => provider === ref?.provider && id === ref.model);
}

/** The vendor's name for it if the list has it, else the name it is asked by. */
export function modelName(
  models: readonly Model[],
  ref: ModelRef | null | undefined,
): string | undefined {
  return findModel(models, ref)?.name ?? ref?.model;
}
