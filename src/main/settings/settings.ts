import { settingsSchema } from '../../shared/contract/settings.ts';
import type { Settings, SettingsChange } from '../../shared/contract/settings.ts';
import { isRecord } from '../../shared/is-record.ts';
import { mergeSettings } from '../../shared/merge-settings.ts';
import type { SettingsFile } from '../host.ts';
import { createWatched } from '../watched.ts';

export interface SettingsStore {
  get(): Settings;
  update(change: SettingsChange): Settings;
  /** The settings at once, and again after every change. */
  watch(signal: AbortSignal): AsyncGenerator<Settings, void, void>;
  /** Fields of the file that were not valid and have their defaults now. */
  readonly invalidFields: readonly string[];
}

export function createSettings(file: Pick<SettingsFile, 'read' | 'write'>): SettingsStore {
  const found = file.read();
  // Kept as found, so that a newer version's fields survive being written by this one.
  let raw: Record<string, unknown> = isRecord(found) ? found : {};
  const { settings: initial, invalidFields } = parseLeniently(raw);
  const current = createWatched(initial);

  return {
    invalidFields,
    get: () => current.get(),
    watch: (signal) => current.watch(signal),
    update(change) {
      const next = settingsSchema.parse(mergeSettings(current.get(), change));
      const nextRaw = { ...raw, ...next };
      file.write(nextRaw);
      raw = nextRaw;
      current.set(next);
      return next;
    },
  };
}

/** One bad field must not cost the others. */
function parseLeniently(raw: Readonly<Record<string, unknown>>): {
  settings: Settings;
  invalidFields: readonly string[];
} {
  const whole = settingsSchema.safeParse(raw);
  if (whole.success) return { settings: whole.data, invalidFields: [] };
  const invalidFields = [...new Set(whole.error.issues.map(({ path }) => String(path[0])))];
  const valid = Object.fromEntries(
    Object.entries(raw).filter(([key]) => !invalidFields.includes(key)),
  );
  return { settings: settingsSchema.parse(valid), invalidFields };
}
