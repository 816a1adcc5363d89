import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openKeychainStore } from './keychain-store.ts';
import type { Keychain } from './keychain-store.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tina-keychain-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = () => join(folder, 'secrets-keychain.json');
const text = () => readFileSync(path(), 'utf8');
const file = (): unknown => JSON.parse(text());

function keychain(backend: string, isStale = false): Keychain & { wraps: number } {
  const made = {
    backend,
    wraps: 0,
    wrap(secret: string) {
      made.wraps += 1;
      return Promise.resolve(`${backend}-${made.wraps}:${secret}`);
    },
    unwrap(wrapped: string) {
      if (!wrapped.startsWith(backend)) return Promise.reject(new Error('not mine'));
      return Promise.resolve({
        secret: wrapped.slice(wrapped.indexOf(':') + 1),
        shouldWrapAgain: isStale,
      });
    },
  };
  return made;
}

test('each secret is wrapped on its own, and an unchanged one not again', async () => {
  const store = await openKeychainStore(path(), undefined, keychain('a'));
  await store.write(new Map([['one', '1']]));
  await store.write(
    new Map([
      ['one', '1'],
      ['two', '2'],
    ]),
  );
  expect(file()).toEqual({
    version: 1,
    secrets: {
      one: { backend: 'a', data: 'a-1:1' },
      two: { backend: 'a', data: 'a-2:2' },
    },
    aside: [],
  });
  const again = await openKeychainStore(path(), text(), keychain('a'));
  expect([...again.secrets]).toEqual([
    ['one', '1'],
    ['two', '2'],
  ]);
});

test("another keychain's secrets stay, also beside new ones and under a new one of their name", async () => {
  const first = await openKeychainStore(path(), undefined, keychain('a'));
  await first.write(
    new Map([
      ['one', '1'],
      ['two', '2'],
    ]),
  );
  const store = await openKeychainStore(path(), text(), keychain('b'));
  expect([store.unreadable, store.writable, store.secrets.size, store.holds('one')]).toEqual([
    true,
    true,
    0,
    true,
  ]);
  await store.write(new Map([['one', 'new']]));
  expect(file()).toEqual({
    version: 1,
    secrets: {
      one: { backend: 'b', data: 'b-1:new' },
      two: { backend: 'a', data: 'a-2:2' },
    },
    aside: [{ name: 'one', backend: 'a', data: 'a-1:1' }],
  });
});

test('without a keychain, or with a file that is none of ours, nothing is written', async () => {
  for (const [found, chain] of [
    ['{"version":1,"secrets":{"one":{"backend":"a","data":"x"}}}', null],
    ['{', keychain('a')],
    ['{"version":2}', keychain('a')],
  ] as const) {
    const store = await openKeychainStore(path(), found, chain);
    expect([store.unreadable, store.writable]).toEqual([true, false]);
    await expect(store.write(new Map([['one', '1']]))).rejects.toThrow('Not writable');
  }
  expect(() => text()).toThrow('ENOENT');
});

test('what an old key wrapped is wrapped again at once', async () => {
  const first = await openKeychainStore(path(), undefined, keychain('a'));
  await first.write(new Map([['one', '1']]));
  const rotated = keychain('a', true);
  const store = await openKeychainStore(path(), text(), rotated);
  expect([rotated.wraps, store.unreadable, [...store.secrets]]).toEqual([1, false, [['one', '1']]]);
});
