import { settingsSchema } from '../../shared/contract/settings.ts';
import type { Settings, SettingsChange } from '../../shared/contract/settings.ts';
import { isRecord } from '../../shared/is-record.ts';
import { mergeSettings } from '../../shared/merge-settings.ts';
import type { SettingsFile } from '../host.ts';
import { createWatched } from '../watched.ts';
import { parseLeniently } from './parse-leniently.ts';
import { toWritten } from './to-written.ts';

export interface SettingsStore {
  get(): Settings;
  update(change: SettingsChange): Settings;
  /** The settings at once, and again after every change. */
  watch(signal: AbortSignal): AsyncGenerator<Settings, void, void>;
  /** Fields of the file that could not be used, or not all of what is in them. They stay in the file. */
  readonly invalidFields: readonly string[];
}

export function createSettings(file: Pick<SettingsFile, 'read' | 'write'>): SettingsStore {
  const found = file.read();
  // Kept as found, so that a newer version's fields survive being written by this one, and a slip of somebody who
  // wrote it by hand.
  let raw: Record<string, unknown> = isRecord(found) ? found : {};
  const { settings: initial, invalidFields, unread } = parseLeniently(raw);
  const current = createWatched(initial);

  return {
    invalidFields,
    get: () => current.get(),
    watch: (signal) => current.watch(signal),
    update(change) {
      const before = current.get();
      const next = settingsSchema.parse(mergeSettings(before, change));
      const nextRaw = { ...raw };
      for (const [field, after] of Object.entries(next)) {
        const was = before[field as keyof Settings]; // The same schema gave both.
        const written = toWritten({ found: raw[field], before: was, after });
        nextRaw[field] =
          Array.isArray(written) && written !== raw[field]
            ? [...written, ...(unread[field] ?? [])]
            : written;
      }
      file.write(nextRaw);
      raw = nextRaw;
      current.set(next);
      return next;
    },
  };
}
