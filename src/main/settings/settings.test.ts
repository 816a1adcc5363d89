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

const custom = (id: string, baseUrl = 'https://mine.example/v1') => ({
  id: `custom-0000000${id}`,
  name: id,
  baseUrl,
  headers: [],
  models: [],
});
const fallback = { provider: 'b', model: 'c' };

test('a bad member of a field costs only itself', () => {
  const found = {
    customProviders: [custom('1'), custom('2', 'nowhere'), 'x', custom('3')],
    fallbacks: { 'a/a': [fallback], 'a/b': 'nobody', 'a/c': [fallback, { provider: 1 }] },
    budgets: { dayUsd: 'ten', monthUsd: 50 },
    favouriteModels: [fallback, null],
    defaultModel: { provider: 'a' },
    cache: 'on',
  };
  const settings = createSettings(fileWith(found).file);
  expect(settings.get()).toMatchObject({
    customProviders: [custom('1'), custom('3')],
    fallbacks: { 'a/a': [fallback] },
    budgets: { dayUsd: null, monthUsd: 50 },
    favouriteModels: [fallback],
    defaultModel: null,
    cache: { enabled: false },
  });
  expect(Object.keys(settings.get().fallbacks)).toEqual(['a/a']);
  expect(settings.invalidFields.toSorted()).toEqual(Object.keys(found).toSorted());
});

test('what could not be used stays in the file, whatever is changed beside it', () => {
  const found = {
    customProviders: [custom('1'), custom('2', 'nowhere'), custom('3')],
    fallbacks: { 'a/a': [fallback], 'a/b': 'nobody' },
    budgets: { dayUsd: 'ten', monthUsd: 50, fromTheFuture: 1 },
    cache: 'on',
  };
  const { file, written } = fileWith(found);
  const settings = createSettings(file);
  settings.update({ systemPrompt: 'new' });
  expect(written.at(-1)).toMatchObject({ ...found, systemPrompt: 'new' });

  settings.update({ customProviders: [custom('1'), custom('4')] });
  settings.update({ fallbacks: { 'a/d': [fallback] }, budgets: { monthUsd: 60 } });
  expect(written.at(-1)).toMatchObject({
    customProviders: [custom('1'), custom('4'), custom('2', 'nowhere')],
    budgets: { dayUsd: 'ten', monthUsd: 60, fromTheFuture: 1 },
  });
  expect(written.at(-1)).toHaveProperty('fallbacks', { 'a/b': 'nobody', 'a/d': [fallback] });

  const again = createSettings(fileWith(written.at(-1)).file);
  expect(again.get()).toEqual(settings.get());
  again.update({ fallbacks: { 'a/b': [fallback] }, budgets: { dayUsd: 10 } });
  expect(again.get()).toMatchObject({
    fallbacks: { 'a/b': [fallback] },
    budgets: { dayUsd: 10, monthUsd: 60 },
  });
});

test('more of a list than there can be is not used, and not lost', () => {
  const many = Array.from({ length: 26 }, () => fallback);
  const { file, written } = fileWith({ favouriteModels: many });
  const settings = createSettings(file);
  expect(settings.get().favouriteModels).toEqual([]);
  settings.update({ favouriteModels: [fallback] });
  expect(written.at(-1)).toHaveProperty('favouriteModels', [fallback, ...many]);
});
