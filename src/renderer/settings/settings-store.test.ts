import { expect, test } from 'vitest';
import type { Client } from '../../shared/contract/index.ts';
import { settingsSchema } from '../../shared/contract/settings.ts';
import type { Settings, SettingsPatch } from '../../shared/contract/settings.ts';
import { systemClock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import { createPageSettings } from './settings-store.ts';

const initial = settingsSchema.parse({});
const withSize = (fontSize: number): Settings => ({
  ...initial,
  appearance: { ...initial.appearance, fontSize },
});

/** A core that answers each change when it is told to. */
function slowCore() {
  const updates: ReturnType<typeof Promise.withResolvers<Settings>>[] = [];
  const watched = Promise.withResolvers<void>();
  async function* watch() {
    yield initial;
    watched.resolve();
    await new Promise(() => {});
  }
  const settings = {
    watch: () => Promise.resolve(watch()),
    update: (_patch: SettingsPatch) => {
      const update = Promise.withResolvers<Settings>();
      updates.push(update);
      return update.promise;
    },
  };
  const client = { settings } as unknown as Client; // the store asks for nothing else
  const page = createPageSettings(
    { client, connected: () => Promise.resolve() },
    systemClock,
    () => 0,
  );
  return { page, updates, watched: watched.promise };
}

test('a change is shown at once, and an answer that is older than the next does not undo it', async () => {
  const { page, updates, watched } = slowCore();
  const size = () => page.store.getState().settings?.appearance.fontSize;
  await watched;
  expect(size()).toBe(15);
  const first = page.change({ appearance: { fontSize: 16 } });
  const second = page.change({ appearance: { fontSize: 17 } });
  expect(size()).toBe(17);
  updates[0]?.resolve(withSize(16));
  await first;
  expect(size()).toBe(17);
  updates[1]?.resolve(withSize(17));
  expect(await second).toBeNull();
  expect(size()).toBe(17);
  page.close();
});

test('what could not be saved is taken back, with the reason', async () => {
  const { page, updates, watched } = slowCore();
  await watched;
  const change = page.change({ systemPrompt: 'new' });
  expect(page.store.getState().settings?.systemPrompt).toBe('new');
  updates[0]?.reject(new AppError('disk-full', 'The disk is full.'));
  expect((await change)?.code).toBe('disk-full');
  expect(page.store.getState().settings).toEqual(initial);
  page.close();
});
