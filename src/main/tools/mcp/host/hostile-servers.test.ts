import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { chmodSync } from 'node:fs';
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
  await vi.waitFor(async () =>
    expect(await host.tools(id)).toMatchObject([
      { name: 'act', description: [{ type: 'plain', text: 'Acts' }] },
    ]),
  );
});

test('what a server says when it refuses holds none of its secrets', async () => {
  const { host } = openHost();
  const folder = folderForTest();
  writeFileSync(join(folder, 'refuse'), '');
  const config = changing(folder, { env: { TOKEN: { secret: 'token' } } });
  const id = await host.add(config, { token: canary });
  host.allow(id, host.consent(id).hash);
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
