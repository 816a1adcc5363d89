import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, vi } from 'vitest';
import { folderForTest } from '../../../__fixtures__/folder-for-test.ts';
import { given, startAsking } from './__fixtures__/asking-server.ts';
import { openHost, until } from './__fixtures__/host-for-test.ts';

test('a server is told of the folders it was granted, and hears when they change', async () => {
  const { host } = openHost();
  const id = await startAsking(host);
  expect(await given(host, 'told')).not.toHaveProperty('roots');
  expect(await given(host, 'roots')).toMatchObject({ heard: 0 });

  const folder = folderForTest();
  const notes = join(folder, 'my notes');
  mkdirSync(notes);
  const restarted = until(host, id, 'starting');
  await host.grantFolder(id, ` ${notes}/../my notes/ `);
  await restarted;
  expect(host.servers()[0]?.roots).toEqual([notes]);
  expect(await given(host, 'told')).toHaveProperty('roots', { listChanged: true });
  expect(await given(host, 'roots')).toEqual({
    answer: { roots: [{ uri: pathToFileURL(notes).href, name: 'my notes' }] },
    heard: 0,
  });

  // The connection stays.
  await host.grantFolder(id, folder);
  await host.grantFolder(id, folder);
  await vi.waitFor(async () =>
    expect(await given(host, 'roots')).toMatchObject({
      answer: { roots: [{ name: 'my notes' }, { uri: pathToFileURL(folder).href }] },
      heard: 1,
    }),
  );
  rmSync(notes, { recursive: true });
  expect(await given(host, 'roots')).toMatchObject({
    answer: { roots: [{ uri: pathToFileURL(folder).href }] },
  });
  host.withdrawFolder(id, notes);
  host.withdrawFolder(id, folder);
  await until(host, id, 'ready');
  expect(await given(host, 'told')).not.toHaveProperty('roots');
});

test('what is no folder, or depends on where one stands, is granted to nobody', async () => {
  const { host } = openHost();
  const id = await startAsking(host);
  const file = join(folderForTest(), 'file');
  writeFileSync(file, '');
  for (const path of [file, `${file}-gone`, 'src', '~', '', '/tmp\0'])
    await expect(host.grantFolder(id, path)).rejects.toMatchObject({
      code: 'invalid-input',
      details: { situation: 'folder-missing' },
    });
  const folder = folderForTest();
  for (let number = 0; number < 20; number++) {
    mkdirSync(join(folder, `${number}`));
    await host.grantFolder(id, join(folder, `${number}`));
  }
  await expect(host.grantFolder(id, folder)).rejects.toMatchObject({
    details: { situation: 'too-many-folders' },
  });
});

test('folders, models and trust are no part of what is typed or pasted', async () => {
  const { host } = openHost();
  const id = await startAsking(host);
  const folder = folderForTest();
  await host.grantFolder(id, folder);
  host.setSampling(id, 'ask');
  const { id: _, ...before } = host.servers()[0] ?? expect.fail();
  await host.update(id, { ...before, name: 'Other', roots: ['/'], sampling: 'always' }, {}, before);
  expect(host.servers()).toMatchObject([{ name: 'Other', roots: [folder], sampling: 'ask' }]);
  // In another window it was given another name meanwhile.
  await expect(host.update(id, { ...before, name: 'Third' }, {}, before)).rejects.toMatchObject({
    code: 'conflict',
    details: { situation: 'changed-elsewhere' },
  });
  expect(host.servers()).toMatchObject([{ name: 'Other' }]);
  const copy = await host.add({ ...before, roots: ['/'], sampling: 'always' }, {});
  expect(host.servers().find((server) => server.id === copy)).toMatchObject({
    roots: [],
    sampling: 'off',
    enabled: false,
  });
});

test('what cannot be seen is no part of a name', async () => {
  const { host } = openHost();
  const id = await startAsking(host);
  const { id: _, ...config } = host.servers()[0] ?? expect.fail();
  await host.update(id, { ...config, name: 'As\u200Bking \u202E' }, {}, config);
  expect(host.servers()).toMatchObject([{ name: 'Asking' }]);
  const { added } = await host.import(
    JSON.stringify({ mcpServers: { 'Fi\u202Eles': { command: 'x' } } }),
    undefined,
  );
  expect(added).toHaveLength(1);
  expect(host.servers()[1]?.name).toBe('Files');
});

test('of several servers in one text those that were kept are there, and the others are named', async () => {
  const { host, failSecrets } = openHost();
  failSecrets('two');
  const { added, problems } = await host.import(
    JSON.stringify({
      mcpServers: Object.fromEntries(
        ['one', 'two', 'three'].map((name) => [
          name,
          { command: 'x', env: { API_KEY: `sk-ant-${name}-0123456789abcdef` } },
        ]),
      ),
    }),
    undefined,
  );
  expect(added).toHaveLength(2);
  expect(host.servers().map(({ name }) => name)).toEqual(['one', 'three']);
  expect(problems).toEqual([
    {
      problem: 'not-kept',
      entry: 'two',
      error: expect.objectContaining({ code: 'storage-failed' }),
    },
  ]);
});

test('how much a server tells is remembered, and said again after each start', async () => {
  const { host } = openHost();
  const id = await startAsking(host);
  const levels = ['debug', 'warning', 'emergency'];
  const said = () =>
    host
      .log(id, 0, 1000)
      .lines.filter(({ kind }) => kind === 'server')
      .map(({ text }) => text);
  expect(host.hasLogging(id)).toBe(true);
  await host.setLogLevel(id, 'warning');
  await given(host, 'log', { levels });
  const two = ['warning [books] {"at":"warning"}', 'emergency [books] {"at":"emergency"}'];
  expect(said()).toEqual(two);

  host.restart(id);
  await until(host, id, 'starting');
  await until(host, id, 'ready');
  await given(host, 'log', { levels });
  expect(said()).toEqual([...two, ...two]);

  await host.stop(id);
  expect(host.hasLogging(id)).toBe(false);
  // Kept for its next start.
  await host.setLogLevel(id, 'emergency');
  await given(host, 'log', { levels });
  expect(said()).toEqual([...two, ...two, two[1]]);
  await host.setLogLevel(id, null);
  expect(host.servers()[0]?.logLevel).toBeUndefined();
});
