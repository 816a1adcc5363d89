import { expect, test } from 'vitest';
import type { KeyPlace } from '../host.ts';
import { createProviderKeys } from './provider-keys.ts';

function setUp(found: Readonly<Record<string, string>> = {}) {
  const secrets = new Map<string, { value: string; place: KeyPlace }>(
    Object.entries(found).map(([name, value]) => [name, { value, place: 'keychain' }]),
  );
  const hidden: string[] = [];
  const keys = createProviderKeys({
    get: (name) => secrets.get(name),
    set: (name, value, place) => Promise.resolve(void secrets.set(name, { value, place })),
    delete: (name) => Promise.resolve(void secrets.delete(name)),
    hide: (secret) => void hidden.push(secret),
  });
  return { keys, secrets, hidden };
}

test('several keys stand beside each other, each in its place and for its address', async () => {
  const { keys, secrets, hidden } = setUp();
  const one = {
    id: '1',
    value: 'key-one',
    place: 'keychain',
    origin: 'https://a.example',
  } as const;
  await keys.set('a', one);
  const id = keys.freeId('a');
  expect(id).toBe('2');
  const two = { id: '2', value: 'key-two', place: 'session', origin: null } as const;
  await keys.set('a', two);
  expect(keys.all('a')).toEqual([one, two]);
  expect(keys.all('b')).toEqual([]);
  expect([...secrets.keys()]).toEqual(['provider/a', 'provider/a/2']);
  expect(new Set(hidden)).toEqual(new Set(['key-one', 'key-two']));

  await keys.delete('a', '1');
  expect(keys.all('a')).toEqual([two]);
  expect(keys.freeId('a')).toBe('1');
  await keys.delete('a');
  expect(secrets.size).toBe(0);
});

test('what was kept before there could be several is read as it is', () => {
  const { keys } = setUp({
    'provider/a': JSON.stringify({ key: 'with-address', origin: 'https://a.example' }),
    'provider/b': 'only-the-key',
  });
  expect(keys.all('a')).toEqual([
    { id: '1', value: 'with-address', place: 'keychain', origin: 'https://a.example' },
  ]);
  expect(keys.all('b')).toEqual([
    { id: '1', value: 'only-the-key', place: 'keychain', origin: null },
  ]);
});

test('eight are enough', async () => {
  const { keys } = setUp();
  for (let id = keys.freeId('a'); id !== undefined; id = keys.freeId('a'))
    await keys.set('a', { id, value: `key-${id}`, place: 'session', origin: null });
  expect(keys.all('a')).toHaveLength(8);
});
