import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../../../../shared/errors.ts';
import { largestBundle } from '../../../../shared/limits.ts';
import { folderForTest } from '../../../__fixtures__/folder-for-test.ts';
import { call, canary, openHost, toolOf, until } from '../host/__fixtures__/host-for-test.ts';
import { bundleOf, manifestOf, upload } from './__fixtures__/bundle-for-test.ts';

const modeOf = (path: string) => statSync(path).mode & 0o777;
const bundlesIn = (dataDir: string) => readdirSync(join(dataDir, 'mcp-bundles'));

test('a bundle from its file to a server that runs, and to nothing', async () => {
  const { host, dataDir } = openHost();
  const { bundles } = host;
  const id = await upload(
    bundles,
    bundleOf(manifestOf({ homepage: 'https://example.com/small' }), [
      { name: 'bin/run', content: '#!/bin/sh', mode: 0o100755 },
    ]),
  );
  expect(await bundles.look(id)).toEqual({
    name: [{ type: 'plain', text: 'Small server' }],
    version: [{ type: 'plain', text: '1.2.3' }],
    description: [{ type: 'plain', text: 'Says what it is told.' }],
    author: [{ type: 'plain', text: 'Ada' }],
    homePage: 'https://example.com/small',
    type: 'node',
    needs: [],
    files: 3,
    bytes: expect.any(Number),
    inputs: [],
    notes: [],
  });
  // It was looked at, and nothing of it is anywhere.
  expect(bundlesIn(dataDir)).toEqual([id]);

  const server = await bundles.add(id, {}, {});
  expect(bundlesIn(dataDir)).toEqual([server]);
  const folder = join(dataDir, 'mcp-bundles', server);
  expect([
    modeOf(join(dataDir, 'mcp-bundles')),
    modeOf(folder),
    modeOf(join(folder, 'server')),
    modeOf(join(folder, 'server', 'index.mjs')),
    modeOf(join(folder, 'bin', 'run')),
  ]).toEqual([0o700, 0o700, 0o700, 0o600, 0o700]);
  expect(host.servers()).toMatchObject([
    {
      id: server,
      name: 'Small server',
      enabled: false,
      trusted: false,
      source: { type: 'bundle', name: 'small', version: '1.2.3' },
    },
  ]);

  const consent = host.consent(server);
  const shown = consent.rows.map(({ field, parts }) => [
    field,
    parts
      .map((part) => (part.type === 'text' ? part.segments.map(({ text }) => text).join('') : '?'))
      .join(''),
  ]);
  expect(shown).toEqual([
    ['command', 'node'],
    ['arg.1', join(folder, 'server/index.mjs')],
    ['arg.2', 'journal'],
    ['cwd', folder],
  ]);
  host.setEnabled(server, true);
  host.start(server);
  await until(host, server, 'needs_consent');
  expect(existsSync(join(folder, 'journal'))).toBe(false);

  await host.allow(server, consent.hash);
  host.start(server);
  await until(host, server, 'ready');
  expect(readFileSync(join(folder, 'journal'), 'utf8')).toMatch(/^started \d+\n$/);
  const answer = await host.run(toolOf(host, '__echo'), { text: 'hi' }, call());
  expect(answer).toMatchObject({ content: [{ type: 'text', text: '{"text":"hi"}' }] });

  await host.remove(server);
  expect(bundlesIn(dataDir)).toEqual([]);
});

test('what it asks for is given with it, what is sensitive where keys are kept', async () => {
  const { host, dataDir, stored } = openHost();
  const option = { type: 'string', title: 'T', description: '' };
  const id = await upload(
    host.bundles,
    bundleOf(
      manifestOf({
        user_config: {
          key: { ...option, sensitive: true, required: true },
          level: { ...option, required: true },
        },
      }),
    ),
  );
  const { inputs } = await host.bundles.look(id);
  expect(inputs.map((input) => [input.id, input.secret])).toEqual([
    ['key', true],
    ['level', false],
  ]);
  const server = await host.bundles.add(
    id,
    { key: { secret: 'key' }, level: 'high', constructor: 'x' },
    { key: canary },
  );
  expect(host.servers()).toMatchObject([
    { inputs: [{ value: { secret: 'key' } }, { value: 'high' }] },
  ]);
  expect(stored.get(`mcp/${server}`)).toBe(JSON.stringify({ key: canary }));
  expect(readFileSync(join(dataDir, 'mcp-servers.json'), 'utf8')).not.toContain(canary);
});

test('another application is told where it is, and each of several values', async () => {
  const { host, dataDir } = openHost();
  const manifest = manifestOf({
    server: {
      type: 'node',
      mcp_config: {
        command: 'node',
        args: ['${__dirname}/server/index.mjs', '${user_config.dirs}'],
      },
    },
    user_config: { dirs: { type: 'directory', multiple: true, default: ['/a', '/b'] } },
  });
  const id = await upload(host.bundles, bundleOf(manifest));
  const folder = join(dataDir, 'mcp-bundles', await host.bundles.add(id, {}, {}));
  expect(JSON.parse(host.export('cursor'))).toEqual({
    mcpServers: {
      'Small server': {
        command: 'node',
        args: [join(folder, 'server/index.mjs'), '/a', '/b'],
        cwd: folder,
      },
    },
  });
});

test('a server that could not be saved leaves no bundle behind', async () => {
  const { host, dataDir } = openHost();
  const id = await upload(host.bundles, bundleOf());
  mkdirSync(join(dataDir, 'mcp-servers.json.next', 'in-the-way'), { recursive: true });
  await expect(host.bundles.add(id, {}, {})).rejects.toMatchObject({ code: 'storage-failed' });
  expect(bundlesIn(dataDir)).toEqual([id]);
});

test('a bundle that could not be written whole is not there at all', async () => {
  // Deep enough that one more name is too long for the system.
  const dataDir = join(folderForTest(), ...Array<string>(7).fill('d'.repeat(200)));
  mkdirSync(dataDir, { recursive: true });
  const { host } = openHost(dataDir);
  const name = Array(11).fill('漢'.repeat(84)).join('/');
  const id = await upload(host.bundles, bundleOf(manifestOf(), [{ name }]));
  await host.bundles.look(id);
  await expect(host.bundles.add(id, {}, {})).rejects.toMatchObject({ code: 'storage-failed' });
  expect(bundlesIn(dataDir)).toEqual([id]);
  expect(host.servers()).toEqual([]);
});

test('one that is damaged anywhere is refused before anything of it is written', async () => {
  const { host, dataDir } = openHost();
  const bundle = bundleOf(manifestOf(), [{ name: 'last', content: 'x', saysCrc: 1 }]);
  const id = await upload(host.bundles, bundle);
  const damaged = { details: { situation: 'bundle-unreadable' } };
  await expect(host.bundles.look(id)).rejects.toMatchObject(damaged);
  await expect(host.bundles.add(id, {}, {})).rejects.toMatchObject(damaged);
  expect([bundlesIn(dataDir), host.servers()]).toEqual([[id], []]);
});

test('one for another system is refused by name', async () => {
  const { host } = openHost();
  const manifest = manifestOf({
    compatibility: { platforms: ['darwin', 'win32', 'haiku\u202E'], runtimes: { node: '>=18' } },
  });
  const id = await upload(host.bundles, bundleOf(manifest));
  await expect(host.bundles.look(id)).rejects.toMatchObject({
    details: {
      situation: 'bundle-other-platform',
      platforms: 'macOS, Windows, haiku‹U+202E›',
    },
  });
  await expect(host.bundles.add(id, {}, {})).rejects.toBeInstanceOf(AppError);
});

test('what it says it needs is told, hidden characters and all', async () => {
  const { host } = openHost();
  const manifest = manifestOf({
    description: 'a\u202Eb',
    compatibility: { platforms: [process.platform], runtimes: { node: '>=18' } },
  });
  const look = await host.bundles.look(await upload(host.bundles, bundleOf(manifest)));
  expect(look.needs).toEqual([{ runtime: 'node', versions: '>=18' }]);
  expect(look.description[1]).toMatchObject({ type: 'hidden', kind: 'bidi' });
});

test('a program of the bundle can be run, marked or not', async () => {
  const { host, dataDir } = openHost();
  const manifest = manifestOf({
    server: { type: 'binary', entry_point: 'bin/tool', mcp_config: { command: 'bin/tool' } },
  });
  const bundle = bundleOf(manifest, [{ name: 'bin/tool', content: '#!/bin/sh', mode: 0 }]);
  const server = await host.bundles.add(await upload(host.bundles, bundle), {}, {});
  expect(modeOf(join(dataDir, 'mcp-bundles', server, 'bin', 'tool'))).toBe(0o700);
});

test('a file arrives in order and whole, or not', async () => {
  const { host, dataDir } = openHost();
  const { bundles } = host;
  await expect(bundles.begin(largestBundle + 1)).rejects.toMatchObject({ code: 'too-large' });
  const id = await bundles.begin(10);
  await bundles.append(id, 0, Buffer.alloc(4));
  for (const [at, bytes] of [
    [0, 4],
    [5, 4],
    [4, 7],
  ] as const)
    await expect(bundles.append(id, at, Buffer.alloc(bytes))).rejects.toBeInstanceOf(AppError);
  await expect(bundles.look(id)).rejects.toMatchObject({
    details: { situation: 'bundle-unreadable' },
  });
  const others = [await bundles.begin(1), await bundles.begin(1)];
  // The oldest of three was left.
  expect(bundlesIn(dataDir).toSorted()).toEqual(others.toSorted());
  await expect(bundles.append(id, 4, Buffer.alloc(1))).rejects.toMatchObject({
    code: 'not-found',
    details: { situation: 'bundle-gone' },
  });
  await bundles.drop(others[0] ?? '');
  await bundles.drop('upload-unknown');
  expect(bundlesIn(dataDir)).toEqual(others.slice(1));
  await host.close();
  expect(bundlesIn(dataDir)).toEqual([]);
});

test('what was left behind goes with the next start, and nothing that is somebody’s', async () => {
  const { host, dataDir } = openHost();
  const server = await host.bundles.add(await upload(host.bundles, bundleOf()), {}, {});
  await host.close();
  const inDamaged = 'server-0000dead';
  writeFileSync(join(dataDir, 'mcp-servers.json.damaged-1'), `{"servers":[{"id":"${inDamaged}"`);
  for (const name of [inDamaged, 'server-00000000', 'server-11111111.next'])
    mkdirSync(join(dataDir, 'mcp-bundles', name, 'within'), { recursive: true });
  writeFileSync(join(dataDir, 'mcp-bundles', 'upload-0'), 'PK');
  const again = openHost(dataDir);
  await again.host.bundles.drop(await again.host.bundles.begin(1));
  expect(bundlesIn(dataDir).toSorted()).toEqual([inDamaged, server].toSorted());
});

test('whatever is done to a bundle, nothing is written but where it belongs', async () => {
  const outside = folderForTest();
  const dataDir = join(outside, 'data');
  mkdirSync(dataDir);
  const { host } = openHost(dataDir);
  const bundle = bundleOf(manifestOf(), [
    { name: '__/__/escape', content: 'x' },
    { name: 'a'.repeat(20), content: '/tmp', mode: 0o100777 },
  ]);
  const start = readdirSync(dataDir);
  let added = 0;
  // Most of what can go wrong stands in names, modes and lengths, at the end; dots and slashes go furthest.
  const change = fc.record({
    at: fc.oneof(
      fc.nat(bundle.length - 1),
      fc.integer({ min: bundle.length - 400, max: bundle.length - 1 }),
    ),
    byte: fc.oneof(fc.nat(255), fc.constantFrom(0x2e, 0x2f, 0x5c, 0, 0xa1, 0xff)),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 4 }), async (changes) => {
      const bytes = Buffer.from(bundle);
      for (const { at, byte } of changes) bytes[at] = byte;
      const id = await upload(host.bundles, bytes, 100_000);
      try {
        const server = await host.bundles.add(id, {}, {});
        added += 1;
        expect(bundlesIn(dataDir)).toEqual([server]);
        await host.remove(server);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        await host.bundles.drop(id);
      }
      expect(bundlesIn(dataDir)).toEqual([]);
      expect(readdirSync(outside)).toEqual(['data']);
      const more = new Set(['mcp-bundles', 'mcp-servers.json', ...start]);
      expect(readdirSync(dataDir).filter((name) => !more.has(name))).toEqual([]);
    }),
    { numRuns: 150 },
  );
  expect(added).toBeGreaterThan(0);
});
