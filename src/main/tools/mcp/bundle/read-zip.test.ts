import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/errors.ts';
import { folderForTest } from '../../../__fixtures__/folder-for-test.ts';
import { signed, writeZip } from './__fixtures__/write-zip.ts';
import type { Packed } from './__fixtures__/write-zip.ts';
import { readZip } from './read-zip.ts';

const limits = { files: 100, bytes: 1_000_000 };

const inMemory = (bytes: Buffer) => ({
  size: bytes.length,
  read: async (at: number, length: number) => bytes.subarray(at, at + length),
});

/** All of it, its contents as text. */
async function readAll(zip: Buffer, within = limits) {
  const files: Record<string, string | null> = {};
  for (const entry of await readZip(inMemory(zip), within)) {
    const pieces: Buffer[] = [];
    for await (const piece of entry.content()) pieces.push(piece);
    files[entry.name] = entry.isFolder ? null : Buffer.concat(pieces).toString();
  }
  return files;
}

const good: Packed = { name: 'server/index.js', content: 'go()' };

describe('a zip', () => {
  test('is read whole: stored and deflated, folders, modes, names in any script', async () => {
    const long = 'lorem ipsum '.repeat(40_000);
    const zip = writeZip([
      { name: 'server/' },
      { name: 'server/long', content: long },
      { name: 'server/stored', content: 'as it is', isStored: true },
      { name: 'server/run', content: '#!/bin/sh', mode: 0o100755 },
      { name: 'ünï/日本.txt', content: '' },
      { name: 'by-dos', content: 'x', mode: 0 },
    ]);
    expect(await readAll(zip)).toEqual({
      server: null,
      'server/long': long,
      'server/stored': 'as it is',
      'server/run': '#!/bin/sh',
      'ünï/日本.txt': '',
      'by-dos': 'x',
    });
    const entries = await readZip(inMemory(zip), limits);
    expect(entries.filter((entry) => entry.isExecutable && !entry.isFolder)).toMatchObject([
      { name: 'server/run' },
    ]);
  });

  test('may have a comment, a signature, or a signature as its comment', async () => {
    const files = { 'server/index.js': 'go()' };
    expect(await readAll(writeZip([good], 'PK\u0005\u0006 is how its end begins'))).toEqual(files);
    expect(await readAll(signed(writeZip([good])))).toEqual(files);
    const block = signed(Buffer.alloc(0)).toString('latin1');
    expect(await readAll(writeZip([good], block))).toEqual(files);
  });

  test('is one as other programs write it, with sizes behind the content too', async (context) => {
    const folder = folderForTest();
    const path = join(folder, 'a.zip');
    const script = `
import sys, zipfile
with zipfile.ZipFile(open(sys.argv[1], 'wb'), 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('manifest.json', '{}' * 50)
class Unseekable:
    def __init__(self, f): self.f = f
    def write(self, b): return self.f.write(b)
    def flush(self): self.f.flush()
with zipfile.ZipFile(Unseekable(open(sys.argv[1] + '2', 'wb')), 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('a/b', 'x' * 100)`;
    writeFileSync(join(folder, 'write.py'), script);
    try {
      execFileSync('python3', [join(folder, 'write.py'), path], { stdio: 'pipe' });
    } catch {
      return context.skip('There is no python3 here.');
    }
    expect(await readAll(readFileSync(path))).toEqual({ 'manifest.json': '{}'.repeat(50) });
    expect(await readAll(readFileSync(`${path}2`))).toEqual({ 'a/b': 'x'.repeat(100) });
  });
});

describe('is refused', () => {
  const link = 0o120777;
  test.each<[string, readonly Packed[], string]>([
    ['a path out of its folder', [{ name: '../evil' }], 'bundle-path-outside'],
    ['a path out of a folder within', [{ name: 'a/../../evil' }], 'bundle-path-outside'],
    ['an absolute path', [{ name: '/etc/cron.d/evil' }], 'bundle-path-outside'],
    ['a path of Windows', [{ name: 'a\\..\\evil' }], 'bundle-path-outside'],
    ['a drive', [{ name: 'C:evil' }], 'bundle-path-outside'],
    ['a share', [{ name: '\\\\host\\share' }], 'bundle-path-outside'],
    ['a folder out of its folder', [{ name: '../evil/' }], 'bundle-path-outside'],
    ['nothing as a name', [{ name: '' }], 'bundle-name-refused'],
    ['a slash as a name', [{ name: '/' }], 'bundle-name-refused'],
    ['a part without a name', [{ name: 'a//b' }], 'bundle-name-refused'],
    ['a dot as a part', [{ name: './a' }], 'bundle-name-refused'],
    ['NUL', [{ name: 'a\0.js' }], 'bundle-name-refused'],
    ['a line break', [{ name: 'a\nb' }], 'bundle-name-refused'],
    ['a hidden character', [{ name: 'a\u202Egpj.exe' }], 'bundle-name-refused'],
    ['a device of Windows', [{ name: 'lib/Con.js' }], 'bundle-name-refused'],
    ['a second stream', [{ name: 'a.txt:b' }], 'bundle-name-refused'],
    ['a dot at the end', [{ name: 'a./b' }], 'bundle-name-refused'],
    ['a space at the end', [{ name: 'manifest.json ' }], 'bundle-name-refused'],
    ['a part that is too long', [{ name: 'ä'.repeat(128) }], 'bundle-name-refused'],
    ['a name that is too long', [{ name: 'a/'.repeat(501) }], 'bundle-name-refused'],
    ['a link', [{ name: 'a', content: '/etc', mode: link }], 'bundle-link'],
    ['a link as a folder', [{ name: 'a/', mode: link }], 'bundle-link'],
    ['a device', [{ name: 'a', mode: 0o020666 }], 'bundle-link'],
    ['a file that says it is a folder', [{ name: 'a', mode: 0o040755 }], 'bundle-link'],
    ['a name twice', [good, good], 'bundle-name-twice'],
    ['names that differ in capitals', [{ name: 'a/B' }, { name: 'a/b' }], 'bundle-name-twice'],
    ['folders that differ in capitals', [{ name: 'A/x' }, { name: 'a/y' }], 'bundle-name-twice'],
    [
      'names that differ in how they are put together',
      [{ name: '\u00E9' }, { name: 'e\u0301' }],
      'bundle-name-twice',
    ],
    ['a file that is a folder', [{ name: 'a' }, { name: 'a/b' }], 'bundle-name-twice'],
    ['a folder that is a file', [{ name: 'a/b' }, { name: 'a' }], 'bundle-name-twice'],
    ['what is encrypted', [{ ...good, flags: 1 }], 'bundle-encrypted'],
    ['another way of packing', [{ ...good, method: 12 }], 'bundle-unreadable'],
    ['another checksum', [{ ...good, saysCrc: 1 }], 'bundle-unreadable'],
    [
      'more than it says',
      [{ ...good, content: 'x'.repeat(500), saysBytes: 400 }],
      'bundle-unreadable',
    ],
    ['less than it says', [{ ...good, saysBytes: 5 }], 'bundle-unreadable'],
    [
      'stored otherwise than it says',
      [{ ...good, isStored: true, saysBytes: 5 }],
      'bundle-unreadable',
    ],
    [
      'another name before the content',
      [{ ...good, localName: 'server/other.js' }],
      'bundle-unreadable',
    ],
    ['other sizes before the content', [{ ...good, localBytes: 3 }], 'bundle-unreadable'],
    ['content that lies elsewhere', [{ ...good, saysOffset: 7 }], 'bundle-unreadable'],
    ['content past the end', [{ ...good, saysOffset: 0x7fffffff }], 'bundle-unreadable'],
    ['what only zip64 could say', [{ ...good, saysOffset: 0xffffffff }], 'bundle-unreadable'],
    ['sizes only zip64 could say', [{ ...good, saysBytes: 0xffffffff }], 'bundle-unreadable'],
    ['bytes behind what is packed', [{ ...good, padding: Buffer.alloc(9) }], 'bundle-unreadable'],
    ['a folder with something in it', [{ name: 'a/', content: 'x' }], 'bundle-unreadable'],
    ['a name in another encoding', [{ name: Buffer.from([0x81, 0x82]) }], 'bundle-unreadable'],
  ])('%s', async (_what, entries, situation) => {
    await expect(readAll(writeZip(entries))).rejects.toMatchObject({ details: { situation } });
  });

  const whole = writeZip([good]);
  const end = (change: (record: Buffer) => void) => {
    const zip = writeZip([good]);
    change(zip.subarray(-22));
    return zip;
  };
  test.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['something else', Buffer.from('a document, and no zip at all'.repeat(9))],
    ['a zip without its end', writeZip([good]).subarray(0, -1)],
    ['a zip without its beginning', writeZip([good]).subarray(1)],
    [
      'a zip with something before it',
      Buffer.concat([Buffer.from('#!/bin/sh\n'), writeZip([good])]),
    ],
    ['a zip with something behind it', Buffer.concat([writeZip([good]), Buffer.from('x')])],
    [
      'a zip with something before its end',
      Buffer.concat([whole.subarray(0, -22), Buffer.from('x'), whole.subarray(-22)]),
    ],
    ['a signature that is cut', signed(writeZip([good])).subarray(0, -1)],
    ['a part of a split zip', end((record) => record.writeUInt16LE(1, 4))],
    ['more entries than there are', end((record) => record.fill(2, 8, 9).fill(2, 10, 11))],
    ['fewer entries than there are', end((record) => record.fill(0, 8, 12))],
    ['so many that zip64 counts them', end((record) => record.fill(255, 8, 12))],
  ])('%s', async (_what, zip) => {
    await expect(readAll(zip)).rejects.toMatchObject({
      details: { situation: 'bundle-unreadable' },
    });
  });

  test('a bomb, by what it says and by what it is', async () => {
    const zeros = Buffer.alloc(1_000_001);
    const tooLarge = { code: 'too-large', details: { situation: 'bundle-too-large' } };
    await expect(readAll(writeZip([{ name: 'a', content: zeros }]))).rejects.toMatchObject(
      tooLarge,
    );
    const parts = [1, 2, 3].map((number) => ({
      name: `${number}`,
      content: zeros.subarray(600_000),
    }));
    await expect(readAll(writeZip(parts))).rejects.toMatchObject(tooLarge);
    // 500 MB in half a megabyte.
    const million = deflateRawSync(Buffer.alloc(1_000_000), {
      finishFlush: constants.Z_FULL_FLUSH,
    });
    const packed = Buffer.concat([...Array<Buffer>(500).fill(million), Buffer.from([3, 0])]);
    const bomb = (saysBytes: number) => writeZip([{ name: 'a', packed, saysBytes }]);
    const widely = { files: 10, bytes: 480_000_000 };
    await expect(readAll(bomb(500_000_000), widely)).rejects.toMatchObject(tooLarge);
    // What is not what it says is let go of as soon as it is more.
    let unpacked = 0;
    const [entry] = await readZip(inMemory(bomb(100_000)), widely);
    const reading = async () => {
      for await (const piece of entry?.content() ?? []) unpacked += piece.length;
    };
    await expect(reading()).rejects.toMatchObject({ details: { situation: 'bundle-unreadable' } });
    expect(unpacked).toBeLessThanOrEqual(100_000);
    const many = Array.from({ length: 101 }, (_, number) => ({ name: `${number}` }));
    await expect(readAll(writeZip(many))).rejects.toMatchObject(tooLarge);
  });
});

test('whatever is done to a zip, it is read or refused', async () => {
  const zip = signed(
    writeZip([
      { name: 'manifest.json', content: '{"name":"x"}' },
      { name: 'server/' },
      { name: 'server/index.js', content: 'go() '.repeat(50), mode: 0o100755 },
      { name: 'server/stored', content: 'as it is', isStored: true },
    ]),
  );
  const change = fc.record({
    at: fc.nat(zip.length - 1),
    byte: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x2e, 0x2f, 0x50, 0xff)),
  });
  const cut = fc.record({ from: fc.nat(zip.length), to: fc.nat(zip.length) });
  let refusals = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 8 }), fc.option(cut), async (changes, piece) => {
      const mutated = Buffer.from(zip);
      for (const { at, byte } of changes) mutated[at] = byte;
      const bytes =
        piece === null
          ? mutated
          : Buffer.concat([mutated.subarray(0, piece.from), mutated.subarray(piece.to)]);
      try {
        for (const name of Object.keys(await readAll(bytes)))
          expect(join('/folder', name).startsWith('/folder/')).toBe(true);
      } catch (error) {
        refusals += 1;
        expect(error).toBeInstanceOf(AppError);
      }
    }),
    { numRuns: 1500 },
  );
  expect(refusals).toBeGreaterThan(100);
});
