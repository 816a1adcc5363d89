import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderForTest } from '../../__fixtures__/folder-for-test.ts';
import { silentLog } from '../__fixtures__/start-test-host.ts';
import { openSecrets } from './open-secrets.ts';

const canary = 'sk-CANARY-0123456789-abcdefghij';
const open = (dataDir: string, passphrase?: string, hidden: string[] = []) =>
  openSecrets({
    dataDir,
    passphrase,
    log: silentLog,
    hide: (secret) => hidden.push(secret),
    scryptCost: 2 ** 10,
  });
const allBytes = (dataDir: string) =>
  readdirSync(dataDir)
    .map((name) => readFileSync(join(dataDir, name), 'latin1'))
    .join('\n');
const sealedPath = (dataDir: string) => join(dataDir, 'secrets.json');
const plainPath = (dataDir: string) => join(dataDir, 'secrets-plain.json');
const mode = (path: string) => statSync(path).mode & 0o777;

describe('with a passphrase', () => {
  test('a secret is kept encrypted, for its owner alone, and is there at the next start', async () => {
    const dataDir = folderForTest();
    const secrets = await open(dataDir, 'correct horse');
    expect(secrets.places).toEqual(['encrypted-file', 'session', 'plain-file']);
    await secrets.set('anthropic', canary, 'encrypted-file');
    await secrets.set('openai', 'another secret', 'encrypted-file');
    const bytes = allBytes(dataDir);
    for (const form of [
      canary,
      Buffer.from(canary).toString('base64').slice(0, 30),
      Buffer.from(canary).toString('hex'),
      'another secret',
      'correct horse',
    ]) {
      expect(bytes).not.toContain(form);
    }
    expect(mode(sealedPath(dataDir))).toBe(0o600);

    const again = await open(dataDir, 'correct horse');
    expect([
      again.get('anthropic'),
      again.get('openai'),
      again.get('groq'),
      again.unreadable,
    ]).toEqual([
      { value: canary, place: 'encrypted-file' },
      { value: 'another secret', place: 'encrypted-file' },
      undefined,
      false,
    ]);
    await again.delete('anthropic');
    expect((await open(dataDir, 'correct horse')).get('anthropic')).toBeUndefined();
  });

  test('the same passphrase typed in another Unicode form opens it', async () => {
    const dataDir = folderForTest();
    await (await open(dataDir, 'Käse'.normalize('NFC'))).set('a', canary, 'encrypted-file');
    expect((await open(dataDir, 'Käse'.normalize('NFD'))).get('a')?.value).toBe(canary);
  });

  test('the same secret never looks the same twice', async () => {
    const dataDir = folderForTest();
    const secrets = await open(dataDir, 'p');
    await secrets.set('a', canary, 'encrypted-file');
    const first = JSON.parse(readFileSync(sealedPath(dataDir), 'utf8')).secrets.a;
    await secrets.set('a', canary, 'encrypted-file');
    const second = JSON.parse(readFileSync(sealedPath(dataDir), 'utf8')).secrets.a;
    expect([second.nonce === first.nonce, second.data === first.data]).toEqual([false, false]);
  });

  test('permissions that had become wider are narrowed', async () => {
    const dataDir = folderForTest();
    await (await open(dataDir, 'p')).set('a', canary, 'encrypted-file');
    chmodSync(sealedPath(dataDir), 0o644);
    const secrets = await open(dataDir, 'p');
    expect(mode(sealedPath(dataDir))).toBe(0o600);
    chmodSync(sealedPath(dataDir), 0o666);
    await secrets.set('b', canary, 'encrypted-file');
    expect(mode(sealedPath(dataDir))).toBe(0o600);
  });

  test('changes made at once are all kept', async () => {
    const dataDir = folderForTest();
    const secrets = await open(dataDir, 'p');
    const names = Array.from({ length: 20 }, (_, index) => `key-${index}`);
    await Promise.all(names.map((name) => secrets.set(name, `value of ${name}`, 'encrypted-file')));
    await Promise.all([
      secrets.delete('key-3'),
      secrets.set('key-4', 'new', 'encrypted-file'),
      secrets.delete('key-5'),
    ]);
    const again = await open(dataDir, 'p');
    const kept = names.filter((name) => again.get(name) !== undefined);
    expect(kept).toEqual(names.filter((name) => name !== 'key-3' && name !== 'key-5'));
    expect(again.get('key-4')?.value).toBe('new');
    expect(readdirSync(dataDir)).toEqual(['secrets.json']);
  });

  test('a secret lives in one place: moving it takes it from the other', async () => {
    const dataDir = folderForTest();
    const secrets = await open(dataDir, 'p');
    await secrets.set('a', canary, 'plain-file');
    expect(allBytes(dataDir)).toContain(canary);
    await secrets.set('a', canary, 'encrypted-file');
    expect(allBytes(dataDir)).not.toContain(canary);
    await secrets.set('a', 'only now', 'session');
    expect(secrets.get('a')).toEqual({ value: 'only now', place: 'session' });
    expect((await open(dataDir, 'p')).get('a')).toBeUndefined();
  });
});

describe('what cannot be read', () => {
  const readers: Readonly<
    Record<string, { readonly passphrase?: string; damage?(text: string): string }>
  > = {
    'a wrong passphrase': { passphrase: 'wrong' },
    'no passphrase': {},
    'a file cut in the middle': {
      passphrase: 'p',
      damage: (text) => text.slice(0, text.length / 2),
    },
    'an empty file': { passphrase: 'p', damage: () => '' },
    'a flipped byte in a secret': {
      passphrase: 'p',
      damage: change((file) => (file.secrets.a.data = flip(file.secrets.a.data))),
    },
    'a flipped byte in a tag': {
      passphrase: 'p',
      damage: change((file) => (file.secrets.a.tag = flip(file.secrets.a.tag))),
    },
    'a shortened tag': {
      passphrase: 'p',
      damage: change((file) => (file.secrets.a.tag = file.secrets.a.tag.slice(0, 6))),
    },
    'two secrets exchanged': {
      passphrase: 'p',
      damage: change(({ secrets }) => ([secrets.a, secrets.b] = [secrets.b, secrets.a])),
    },
    'a secret under another name': {
      passphrase: 'p',
      damage: change(({ secrets }) => (secrets.c = secrets.a)),
    },
    'another salt': {
      passphrase: 'p',
      damage: change((file) => (file.kdf.salt = flip(file.kdf.salt))),
    },
    'a weaker derivation': { passphrase: 'p', damage: change((file) => (file.kdf.cost = 2)) },
    'a derivation without end': {
      passphrase: 'p',
      damage: change((file) => (file.kdf.cost = 2 ** 40)),
    },
    'a future version': { passphrase: 'p', damage: change((file) => (file.version = 2)) },
  };

  test.each(Object.entries(readers))(
    '%s: said, left byte for byte, and nothing new is put there',
    async (_, reader) => {
      const dataDir = folderForTest();
      const first = await open(dataDir, 'p');
      await first.set('a', canary, 'encrypted-file');
      await first.set('b', 'another', 'encrypted-file');
      const damaged =
        reader.damage?.(readFileSync(sealedPath(dataDir), 'utf8')) ??
        readFileSync(sealedPath(dataDir), 'utf8');
      writeFileSync(sealedPath(dataDir), damaged);

      const secrets = await open(dataDir, reader.passphrase);
      expect({ unreadable: secrets.unreadable, places: secrets.places }).toEqual({
        unreadable: true,
        places: ['session', 'plain-file'],
      });
      expect(secrets.get('a')?.value === canary && reader.damage === undefined).toBe(false);
      await expect(secrets.set('n', 'new', 'encrypted-file')).rejects.toMatchObject({
        code: 'invalid-input',
      });
      await secrets.set('a', 'for now', 'session');
      expect(secrets.get('a')?.value).toBe('for now');
      await secrets.delete('never-there');
      expect(readFileSync(sealedPath(dataDir), 'utf8')).toBe(damaged);
    },
  );

  test('deleting a key that is in it says that it is still there', async () => {
    const dataDir = folderForTest();
    await (await open(dataDir, 'p')).set('a', canary, 'encrypted-file');
    const secrets = await open(dataDir, 'wrong');
    await expect(secrets.delete('a')).rejects.toMatchObject({ code: 'storage-failed' });
    expect((await open(dataDir, 'p')).get('a')?.value).toBe(canary);
  });

  test('a wrong passphrase is noticed even when nothing is kept yet', async () => {
    const dataDir = folderForTest();
    const first = await open(dataDir, 'p');
    await first.set('a', canary, 'encrypted-file');
    await first.delete('a');
    expect([
      (await open(dataDir, 'wrong')).unreadable,
      (await open(dataDir, 'p')).unreadable,
    ]).toEqual([true, false]);
  });

  test('a damaged plain file is left as it is too', async () => {
    const dataDir = folderForTest();
    writeFileSync(plainPath(dataDir), '{"version":1,"secrets":{"a":');
    const secrets = await open(dataDir, 'p');
    expect({ unreadable: secrets.unreadable, places: secrets.places }).toEqual({
      unreadable: true,
      places: ['encrypted-file', 'session'],
    });
    await secrets.set('a', canary, 'encrypted-file');
    expect(readFileSync(plainPath(dataDir), 'utf8')).toBe('{"version":1,"secrets":{"a":');
  });
});

describe('without a passphrase', () => {
  test('a secret lasts for the session and nothing is written, unless the plain file is chosen', async () => {
    const dataDir = folderForTest();
    const secrets = await open(dataDir);
    expect(secrets.places).toEqual(['session', 'plain-file']);
    await expect(secrets.set('a', canary, 'encrypted-file')).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(secrets.set('a', canary, 'keychain')).rejects.toMatchObject({
      code: 'invalid-input',
    });
    expect(secrets.get('a')).toBeUndefined();
    await secrets.set('a', canary, 'session');
    expect([secrets.get('a'), readdirSync(dataDir)]).toEqual([
      { value: canary, place: 'session' },
      [],
    ]);

    await secrets.set('a', canary, 'plain-file');
    expect(mode(plainPath(dataDir))).toBe(0o600);
    chmodSync(plainPath(dataDir), 0o644);
    expect((await open(dataDir)).get('a')).toEqual({ value: canary, place: 'plain-file' });
    expect(mode(plainPath(dataDir))).toBe(0o600);
  });
});

test('a new file asks for a derivation that is worth its name', async () => {
  const dataDir = folderForTest();
  const secrets = await openSecrets({ dataDir, passphrase: 'p', log: silentLog, hide() {} });
  await secrets.set('a', canary, 'encrypted-file');
  expect(JSON.parse(readFileSync(sealedPath(dataDir), 'utf8')).kdf).toMatchObject({
    name: 'scrypt',
    cost: 65_536,
    blockSize: 8,
  });
});

test('every secret is hidden from the log, those on disk and those that come', async () => {
  const dataDir = folderForTest();
  const first = await open(dataDir, 'p');
  await first.set('a', canary, 'encrypted-file');
  await first.set('b', 'in plain', 'plain-file');
  const hidden: string[] = [];
  const second = await open(dataDir, 'p', hidden);
  await second.set('c', 'for now', 'session');
  expect(hidden).toEqual([canary, 'in plain', 'for now']);
});

test('a change that could not be saved changes nothing', async () => {
  const dataDir = folderForTest();
  const secrets = await open(dataDir, 'p');
  await secrets.set('a', canary, 'encrypted-file');
  rmSync(dataDir, { recursive: true });
  await expect(secrets.set('a', 'new', 'encrypted-file')).rejects.toMatchObject({
    code: 'storage-failed',
  });
  expect(secrets.get('a')?.value).toBe(canary);
});

type SealedFile = {
  version: number;
  kdf: { cost: number; salt: string };
  secrets: Record<'a' | 'b' | 'c', { data: string; tag: string }>;
};

function change(edit: (file: SealedFile) => unknown) {
  return (text: string) => {
    const file = JSON.parse(text) as SealedFile;
    edit(file);
    return JSON.stringify(file);
  };
}

function flip(base64: string): string {
  return `${base64.startsWith('A') ? 'B' : 'A'}${base64.slice(1)}`;
}
