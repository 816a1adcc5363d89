import { expect, test } from 'vitest';
import { settingsSchema } from '../../shared/contract/settings.ts';
import { createSettings } from './settings.ts';

function fileWith(found: unknown) {
  const written: object[] = [];
  return {
    written,
    file: { read: () => found, write: (settings: object) => void written.push(settings) },
  };
}

test.each([undefined, null, [], 'x', {}])('%j in the file means the defaults', (found) => {
  const settings = createSettings(fileWith(found).file);
  expect(settings.get()).toEqual(settingsSchema.parse({}));
  expect(settings.invalidFields).toEqual([]);
});

test('one bad field costs only itself, and is named', () => {
  const { file } = fileWith({ systemPrompt: 'kept', streamTimeouts: { idleSeconds: 'soon' } });
  const settings = createSettings(file);
  expect(settings.get().systemPrompt).toBe('kept');
  expect(settings.get().streamTimeouts.idleSeconds).toBe(60);
  expect(settings.invalidFields).toEqual(['streamTimeouts']);
});

test('an update changes what it names, and writes what a newer version left there', () => {
  const { file, written } = fileWith({ fromTheFuture: { a: 1 }, systemPrompt: 'old' });
  const settings = createSettings(file);
  settings.update({ systemPrompt: 'new', streamTimeouts: { idleSeconds: 5 } });
  settings.update({ providers: { a: { baseUrl: 'https://a.example' } } });
  settings.update({ providers: { b: {} } });
  expect(settings.get()).toMatchObject({
    systemPrompt: 'new',
    streamTimeouts: { connectSeconds: 60, idleSeconds: 5 },
    providers: { a: { baseUrl: 'https://a.example' }, b: {} },
  });
  expect(written.at(-1)).toMatchObject({ fromTheFuture: { a: 1 }, systemPrompt: 'new' });
});

test('what could not be written is not pretended', () => {
  const settings = createSettings({
    read: () => ({}),
    write: () => {
      throw new Error('full');
    },
  });
  expect(() => settings.update({ systemPrompt: 'x' })).toThrow('full');
  expect(settings.get().systemPrompt).toBe('');
});

test('who watches gets the settings at once and after every change', async () => {
  const settings = createSettings(fileWith({}).file);
  const left = new AbortController();
  const watched = settings.watch(left.signal);
  const next = async () => (await watched.next()).value?.systemPrompt;
  expect(await next()).toBe('');
  const change = next();
  settings.update({ systemPrompt: 'one' });
  expect(await change).toBe('one');
  settings.update({ systemPrompt: 'two' });
  settings.update({ systemPrompt: 'three' });
  expect(await next()).toBe('three');
  const end = watched.next();
  left.abort();
  expect(await end).toEqual({ done: true, value: undefined });
});
