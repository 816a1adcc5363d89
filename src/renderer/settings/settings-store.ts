import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Clock } from '../../shared/clock.ts';
import type { Settings, SettingsPatch } from '../../shared/contract/settings.ts';
import type { AppError } from '../../shared/errors.ts';
import { mergeSettings } from '../../shared/merge-settings.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { followStream } from '../bridge/follow-stream.ts';
import { toAppError } from '../bridge/to-app-error.ts';

export interface SettingsState {
  /** null: not read yet. */
  readonly settings: Settings | null;
  /** The same as the core has them; behind for as long as a change is on its way. */
  readonly saved: Settings | null;
  readonly error: AppError | null;
}

/** Changes the fields named; resolves to what kept them from being changed, or null. */
export type ChangeSettings = (patch: SettingsPatch) => Promise<AppError | null>;

export interface PageSettings {
  readonly store: StoreApi<SettingsState>;
  readonly change: ChangeSettings;
  close(): void;
}

/** The settings as every window sees them, kept up to date for as long as the page lives. */
export function createPageSettings(
  { client, connected }: Pick<Bridge, 'client' | 'connected'>,
  clock: Clock,
  random: () => number,
): PageSettings {
  const store = createStore<SettingsState>(() => ({
    settings: null,
    saved: null,
    error: null,
  }));
  const ended = new AbortController();
  const { signal } = ended;
  let pending = 0;

  void followStream({
    connected,
    open: () => client.settings.watch(undefined, { signal }),
    onValue: take,
    onError: (error) => store.setState({ error }),
    signal,
    clock,
    random,
  }); // ends with the store

  /** Where a change is on its way, what comes back before it is older than what is shown. */
  function take(settings: Settings): void {
    store.setState({ saved: settings, ...(pending === 0 ? { settings } : {}), error: null });
  }

  return {
    store,
    async change(patch) {
      // Shown at once: whoever presses a button twice means two steps from where it stands.
      store.setState(({ settings }) => ({
        settings: settings === null ? null : mergeSettings(settings, patch),
      }));
      pending++;
      try {
        const saved = await client.settings.update(patch);
        store.setState({ saved, error: null });
        return null;
      } catch (error) {
        return toAppError(error);
      } finally {
        pending--;
        if (pending === 0) store.setState(({ saved }) => ({ settings: saved }));
      }
    },
    close: () => ended.abort(),
  };
}
