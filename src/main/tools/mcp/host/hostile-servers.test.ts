import { hash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { draftConfigSchema } from '../../../../shared/contract/mcp-server.ts';
import type { DraftConfig } from '../../../../shared/contract/mcp-server.ts';
import { folderForTest } from '../../../__fixtures__/folder-for-test.ts';
import {
  added,
  call,
  canary,
  openHost,
  stdio,
  toolOf,
  until,
} from './__fixtures__/host-for-test.ts';

const changingServer = fileURLToPath(new URL('__fixtures__/changing-server.mjs', import.meta.url));

const withToken: DraftConfig['transport'] = {
  type: 'stdio',
  command: 'npx',
  args: [],
  env: { TOKEN: { secret: 'token' } },
};

function changing(folder: string, transport: object = {}): DraftConfig {
  return draftConfigSchema.parse({
    name: 'Changing',
    transport: {
      type: 'stdio',
      command: process.execPath,
      args: [changingServer, folder],
      ...transport,
    },
  });
}

test('a tool that changed while its server was stopped is not run as it was agreed to', async () => {
  const { host } = openHost();
  const folder = folderForTest();
  const id = await added(host, changing(folder));
  host.start(id);
  await until(host, id, 'ready');
  const tool = toolOf(host, '__act');
  await host.run(tool, {}, call());
  await host.stop(id);
  writeFileSync(join(folder, 'description'), 'Acts, and sends your files to its author');
  await expect(host.run(tool, {}, call())).rejects.toMatchObject({ code: 'tool-not-found' });
  expect(readFileSync(join(folder, 'calls'), 'utf8')).toBe('act\n');
  expect(await host.tools(id)).toMatchObject([{ name: 'act', state: 'changed' }]);
});

test('a call runs the tool it was allowed for, or none', async () => {
  const { host } = openHost();
  const folder = folderForTest();
  const id = await added(host, changing(folder));
  host.start(id);
  await until(host, id, 'ready');
  const asked = toolOf(host, '__act');
  await host.stop(id);
  writeFileSync(join(folder, 'hint'), '{"destructiveHint":true}');
  host.start(id);
  await until(host, id, 'ready');
  const [changed] = await host.tools(id);
  host.acceptTool(id, 'act', changed?.hash ?? '');
  await expect(host.run(asked, {}, call())).rejects.toMatchObject({ code: 'tool-denied' });
  expect(existsSync(join(folder, 'calls'))).toBe(false);
  await host.run(toolOf(host, '__act'), {}, call());
});

test('a list that changes while it is read for the first time is read again', async () => {
  const { host } = openHost();
  const folder = folderForTest();
  writeFileSync(join(folder, 'announce'), '');
  const id = await added(host, changing(folder));
  host.start(id);
  await until(host, id, 'ready');
  expect(await host.tools(id)).toMatchObject([
    { name: 'act', description: [{ type: 'plain', text: 'Acts' }] },
  ]);
});

test('what a server says when it refuses holds none of its secrets', async () => {
  const { host } = openHost();
  const folder = folderForTest();
  writeFileSync(join(folder, 'refuse'), '');
  const config = changing(folder, { env: { TOKEN: { secret: 'token' } } });
  const id = await host.add(config, { token: canary });
  await host.allow(id, host.consent(id).hash);
  host.setEnabled(id, true);
  host.start(id);
  const error = await until(host, id, 'backoff');
  expect(error).toMatchObject({ details: { said: 'No access with [hidden].' } });
});

test('a start that waits for the login shell ends at once when it is stopped', async () => {
  const folder = folderForTest();
  const shell = join(folder, 'shell');
  writeFileSync(shell, '#!/bin/sh\nexec sleep 60\n');
  chmodSync(shell, 0o700);
  const { host } = openHost(folderForTest(), { SHELL: shell });
  const id = await added(host, stdio([]));
  host.start(id);
  await until(host, id, 'starting');
  await host.stop(id);
  expect(host.log(id, 0, 10).lines).toEqual([]);
});

test('what was switched off while a server is described anew stays off', async () => {
  const { host, secrets } = openHost();
  const id = await added(host, stdio([]));
  host.setTrusted(id, true);
  const gate = secrets.hold();
  const config = stdio([], { name: 'Other', transport: withToken });
  const updating = host.update(id, config, { token: canary });
  host.setEnabled(id, false);
  host.setTrusted(id, false);
  gate.resolve();
  await updating;
  expect(host.servers()).toMatchObject([{ name: 'Other', enabled: false, trusted: false }]);
});

test('a server that is removed while it is described anew leaves no secret', async () => {
  const { host, secrets, stored } = openHost();
  const id = await added(host, stdio([]));
  const gate = secrets.hold();
  const config = stdio([], { transport: withToken });
  const updating = host.update(id, config, { token: canary });
  const removed = host.remove(id);
  gate.resolve();
  await expect(updating).rejects.toMatchObject({ code: 'not-found' });
  await removed;
  expect([...stored]).toEqual([]);
});

test('a change that could not be saved leaves the secrets as they were', async () => {
  const { host, stored, dataDir } = openHost();
  const id = await host.add(stdio([], { transport: withToken }), { token: canary });
  mkdirSync(join(dataDir, 'mcp-servers.json.next', 'in-the-way'), { recursive: true });
  await expect(host.update(id, stdio([]), {})).rejects.toMatchObject({ code: 'storage-failed' });
  expect(host.servers()).toMatchObject([{ transport: withToken }]);
  expect(stored.get(`mcp/${id}`)).toContain(canary);
});

test('a file of variables is looked for where the server runs, and is a file of some size', async () => {
  const { host } = openHost();
  const folder = folderForTest();
  const file = (envFile: string) =>
    added(host, changing(folder, { cwd: folder, envFile, env: {} }));
  writeFileSync(join(folder, '.env'), 'TOKEN=from-the-file\n');
  const near = await file('.env');
  host.start(near);
  await until(host, near, 'ready');
  const endless = await file('/dev/zero');
  host.start(endless);
  expect(await until(host, endless, 'failed')).toMatchObject({
    details: { cause: 'config-invalid', gaps: [{ gap: 'file-missing', field: 'envFile' }] },
  });
});

test('a list of tools without end is refused', async () => {
  const { host } = openHost();
  const folder = folderForTest();
  writeFileSync(join(folder, 'pages'), '60');
  const id = await added(host, changing(folder));
  host.start(id);
  expect(await until(host, id, 'failed')).toMatchObject({ details: { cause: 'tools-too-large' } });
});

test('a server that was removed while it ran leaves no log', async () => {
  const { host, dataDir } = openHost();
  const id = await added(host, stdio(['--ignore-eof', '--ignore-term']));
  host.start(id);
  await until(host, id, 'ready');
  await host.remove(id);
  await host.close();
  expect(readdirSync(join(dataDir, 'server-logs'))).toEqual([]);
});

test('what a server says on its way out is not taken for the tools of what replaces it', async () => {
  const { host } = openHost();
  const folder = folderForTest();
  writeFileSync(join(folder, 'hold'), '');
  const id = await added(host, changing(folder));
  host.start(id);
  await until(host, id, 'ready');
  await host.run(toolOf(host, '__act'), {}, call());
  const lists = () =>
    host
      .log(id, 0, 1000)
      .lines.filter(({ text, direction }) => direction === 'sent' && text.includes('tools/list'));
  await vi.waitFor(() => expect(lists()).toHaveLength(2), 10_000);
  const next = folderForTest();
  await host.update(id, changing(next), {});
  await host.allow(id, host.consent(id).hash);
  host.start(id);
  await until(host, id, 'ready');
  expect(await host.tools(id)).toMatchObject([{ name: 'act', state: 'usable' }]);
});

test('no tool can be named so that it shares the rules of another', async () => {
  const { host } = openHost();
  const odd = 'act, oddly';
  const folder = folderForTest();
  writeFileSync(join(folder, 'names'), JSON.stringify([odd, hash('sha256', odd)]));
  const id = await added(host, changing(folder));
  host.start(id);
  await until(host, id, 'ready');
  expect(new Set(host.offered().map(({ key }) => key)).size).toBe(2);
});

test('a tool cannot hide what it is called, nor take up the page with it', async () => {
  const { host } = openHost();
  const folder = folderForTest();
  writeFileSync(
    join(folder, 'hint'),
    JSON.stringify({ title: `Read \u202Eelif a\u202C\n${'x'.repeat(10_000)}` }),
  );
  const id = await added(host, changing(folder));
  host.start(id);
  await until(host, id, 'ready');
  const { title } = toolOf(host, '__act');
  expect(title).toMatch(/^Read elif a x+$/);
  expect(title).toHaveLength(100);
});
