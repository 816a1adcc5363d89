import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Conf from 'conf';
import { describe, expect, onTestFinished, test } from 'vitest';
import { folderForTest } from '../../__fixtures__/folder-for-test.ts';
import { createFakeClock } from '../../../shared/clock.ts';
import { silentLog } from '../../web/__fixtures__/start-test-host.ts';
import { openSettingsFile } from './settings-file.ts';

const clock = createFakeClock(Date.UTC(2030, 0, 1));
const open = (dataDir: string) =>
  openSettingsFile({
    dataDir,
    createStore: (configName, options) =>
      new Conf<Record<string, unknown>>({ ...options, configName }),
    clock,
    log: silentLog,
  });
const inFile = (dataDir: string, name = 'settings.json'): unknown =>
  JSON.parse(readFileSync(join(dataDir, name), 'utf8'));

test('starts empty, and what was written is there at the next start', () => {
  const dataDir = folderForTest();
  const settings = open(dataDir);
  expect({ read: settings.read(), mended: settings.mended }).toEqual({ read: {}, mended: null });
  settings.write({ systemPrompt: 'Be kind.', 'a.b': { c: 1 } });
  const again = open(dataDir);
  expect({ read: again.read(), mended: again.mended }).toEqual({
    read: { systemPrompt: 'Be kind.', 'a.b': { c: 1 } },
    mended: null,
  });
});

test('a key that was taken out is gone', () => {
  const dataDir = folderForTest();
  open(dataDir).write({ a: 1, b: 2 });
  open(dataDir).write({ b: 2 });
  expect(open(dataDir).read()).toEqual({ b: 2 });
});

test('only its owner may read it, even if more were allowed before', () => {
  const dataDir = folderForTest();
  const settings = open(dataDir);
  settings.write({ a: 1 });
  chmodSync(join(dataDir, 'settings.json'), 0o644);
  settings.write({ a: 2 });
  expect(statSync(join(dataDir, 'settings.json')).mode & 0o777).toBe(0o600);
  expect(statSync(join(dataDir, 'settings.last-good.json')).mode & 0o777).toBe(0o600);
});

test('a settings file that vanished comes back from the copy', () => {
  const dataDir = folderForTest();
  open(dataDir).write({ a: 1 });
  rmSync(join(dataDir, 'settings.json'));
  const settings = open(dataDir);
  expect({ read: settings.read(), mended: settings.mended, file: inFile(dataDir) }).toEqual({
    read: { a: 1 },
    mended: 'restored',
    file: { a: 1 },
  });
});

test('a file that was damaged while Tina ran is written over whole', () => {
  const dataDir = folderForTest();
  const settings = open(dataDir);
  settings.write({ a: 1 });
  writeFileSync(join(dataDir, 'settings.json'), '{"a":');
  settings.write({ a: 2 });
  expect(inFile(dataDir)).toEqual({ a: 2 });
});

const malformed: Readonly<Record<string, string | Buffer>> = {
  'is empty': '',
  'is one space': ' ',
  'is a line end': '\n',
  'holds one zero byte': '\0',
  'holds zero bytes only': Buffer.alloc(4096),
  'is cut after the brace': '{',
  'is cut in a name': '{"syst',
  'is cut after a colon': '{"a":',
  'is cut in a string': '{"a":"b',
  'is cut before the last brace': '{"a":1',
  'has a comma too many': '{"a":1,}',
  'has single quotes': "{'a':1}",
  'has a bare name': '{a:1}',
  'has a comment': '{"a":1} // mine',
  'has something behind': '{"a":1}{"a":2}',
  'is the same twice': '{"a":1}\n{"a":1}\n',
  'is null': 'null',
  'is true': 'true',
  'is a number': '42',
  'is a string': '"settings"',
  'is an array': '[]',
  'is an array of settings': '[{"a":1}]',
  'has NaN': '{"a":NaN}',
  'has undefined': '{"a":undefined}',
  'has a raw line end in a string': '{"a":"b\nc"}',
  'has a bad escape': String.raw`{"a":"\x41"}`,
  'is YAML': 'a: 1\n',
  'is HTML': '<!doctype html><title>Not found</title>',
  'is not UTF-8': Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
  'is UTF-16': Buffer.from('{"a":1}', 'utf16le'),
  'is random bytes': Buffer.from('8f3a00c4d1e29b7705f6', 'hex'),
  'is nested without end': '['.repeat(100_000),
  'is far too long': `{"a":"${'x'.repeat(5 * 1024 * 1024)}"}`,
};

describe('a settings file that', () => {
  test.each(Object.entries(malformed))(
    '%s is set aside untouched and the last good copy used',
    (_, content) => {
      const dataDir = folderForTest();
      open(dataDir).write({ systemPrompt: 'kept' });
      writeFileSync(join(dataDir, 'settings.json'), content);
      const settings = open(dataDir);
      expect({ read: settings.read(), mended: settings.mended, file: inFile(dataDir) }).toEqual({
        read: { systemPrompt: 'kept' },
        mended: 'restored',
        file: { systemPrompt: 'kept' },
      });
      expect(
        readFileSync(join(dataDir, 'settings.json.bad-2030-01-01T00-00-00-000Z')).equals(
          Buffer.from(content),
        ),
      ).toBe(true);
      expect(open(dataDir).mended).toBeNull();
    },
  );

  test.each(Object.entries(malformed).slice(0, 6))(
    '%s, with a bad copy too, leaves the defaults',
    (_, content) => {
      const dataDir = folderForTest();
      writeFileSync(join(dataDir, 'settings.json'), content);
      writeFileSync(join(dataDir, 'settings.last-good.json'), content);
      const settings = open(dataDir);
      expect({ read: settings.read(), mended: settings.mended }).toEqual({
        read: {},
        mended: 'reset',
      });
      settings.write({ a: 1 });
      expect(open(dataDir).read()).toEqual({ a: 1 });
    },
  );

  test('is a folder is set aside', () => {
    const dataDir = folderForTest();
    mkdirSync(join(dataDir, 'settings.json'));
    expect(open(dataDir).mended).toBe('reset');
    expect(readdirSync(dataDir)).toEqual(['settings.json.bad-2030-01-01T00-00-00-000Z']);
  });
});

describe('on a full disk', () => {
  test('old settings stay until new ones are there whole', ({ skip }) => {
    const disk = mountSmallDisk();
    if (disk === undefined) return skip('mounting a tmpfs is not permitted here');
    onTestFinished(disk.unmount);
    const settings = open(disk.path);
    const old = { systemPrompt: 'old' };
    settings.write(old);
    // Every amount of room, from none on: some hold nothing new, some one file but not two, some a part.
    for (let pages = 0; pages <= 12; pages += 1) {
      disk.leave(pages);
      const next = { systemPrompt: `${pages} ${'x'.repeat(10_000)}` };
      const before = inFile(disk.path);
      let wrote = true;
      try {
        settings.write(next);
      } catch (error) {
        wrote = false;
        expect(error).toMatchObject({ code: 'disk-full' });
      }
      expect(inFile(disk.path)).toEqual(wrote ? next : before);
      expect(settings.read()).toEqual(wrote ? next : before);
      // conf takes its own temporary file away a little later.
      const names = readdirSync(disk.path).filter((name) => !name.includes('.tmp-'));
      expect(names.toSorted()).toEqual(['filler', 'settings.json', 'settings.last-good.json']);
    }
    expect(inFile(disk.path)).not.toEqual(old);
  });

  test('damaged settings are set aside and the copy is used', ({ skip }) => {
    const disk = mountSmallDisk();
    if (disk === undefined) return skip('mounting a tmpfs is not permitted here');
    onTestFinished(disk.unmount);
    open(disk.path).write({ systemPrompt: 'kept' });
    writeFileSync(join(disk.path, 'settings.json'), '{');
    disk.leave(0);
    const settings = open(disk.path);
    expect({ read: settings.read(), mended: settings.mended }).toEqual({
      read: { systemPrompt: 'kept' },
      mended: 'restored',
    });
  });
});

/** A disk of 256 KiB whose free room can be chosen; undefined where mounting is not permitted. */
function mountSmallDisk() {
  if (process.platform !== 'linux') return undefined;
  const path = mkdtempSync(join(tmpdir(), 'tina-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k,mode=700', 'tmpfs', path]);
  if (mounted.status !== 0) {
    rmSync(path, { recursive: true });
    return undefined;
  }
  const page = 4096;
  return {
    path,
    leave(pages: number) {
      rmSync(join(path, 'filler'), { force: true });
      const { bavail, bsize } = statfsSync(path);
      writeFileSync(join(path, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - pages * page)));
    },
    unmount() {
      spawnSync('umount', [path]);
      rmSync(path, { recursive: true });
    },
  };
}
