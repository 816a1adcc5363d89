import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { draftConfigSchema } from '../../../../shared/contract/mcp-server.ts';
import { isToolOutcome } from '../../tool-outcome.ts';
import { hostileServer, marked } from '../stdio/__fixtures__/processes-of-test.ts';
import {
  added,
  call,
  canary,
  openHost,
  stdio,
  toolOf,
  until,
} from './__fixtures__/host-for-test.ts';

test('nothing runs before its person agreed to what runs, and again after every change of it', async () => {
  const { host, forgotten } = openHost();
  const id = await host.add(stdio(['--banner']), {});
  expect(host.servers()).toMatchObject([{ id, enabled: false, trusted: false }]);
  host.setEnabled(id, true);
  host.start(id);
  expect(await until(host, id, 'needs_consent')).toMatchObject({
    details: { cause: 'consent-missing' },
  });
  expect(host.log(id, 0, 10).lines).toEqual([]);

  const shown = host.consent(id);
  expect(shown).toMatchObject({ type: 'stdio', given: false });
  expect(shown.rows.map(({ field }) => field)).toEqual(['command', 'arg.1', 'arg.2']);
  await expect(host.allow(id, '0'.repeat(64))).rejects.toMatchObject({ code: 'conflict' });
  await host.allow(id, shown.hash);
  host.start(id);
  await until(host, id, 'ready');
  expect(host.offered().map(({ name }) => name)).toContain('hostile__echo');

  await host.update(id, stdio(['--banner', '--id-last']), {});
  expect(host.consent(id).given).toBe(false);
  expect(host.offered()).toEqual([]);
  await until(host, id, 'needs_consent');
  await host.update(id, stdio(['--banner'], { name: 'Another' }), {});
  expect(host.consent(id).given).toBe(true);

  // What its tools were allowed, they were as another program.
  expect(forgotten).toEqual([]);
  await host.update(id, stdio(['--id-last']), {});
  await host.allow(id, host.consent(id).hash);
  expect(forgotten).toEqual([id]);
});

test('a call starts its server, and what it gives is untrusted until its person says otherwise', async () => {
  const { host } = openHost();
  const id = await added(host, stdio([]));
  host.start(id);
  await until(host, id, 'ready');
  await host.stop(id);
  const tool = toolOf(host, '__echo');
  expect(tool).toMatchObject({
    key: `${id}/echo`,
    server: { id, name: 'Hostile', trusted: false },
  });
  const given = await host.run(tool, { text: 'hello' }, call());
  expect(isToolOutcome(given)).toBe(true);
  expect(given).toMatchObject({ content: [{ type: 'text', text: 'hello' }], untrusted: true });
  host.setTrusted(id, true);
  expect(await host.run(toolOf(host, '__echo'), { text: 'a' }, call())).not.toHaveProperty(
    'untrusted',
  );
});

test('progress is told while it runs; leaving ends the call', async () => {
  const { host } = openHost();
  const id = await added(host, stdio([]));
  host.start(id);
  await until(host, id, 'ready');
  const told: unknown[] = [];
  const leave = new AbortController();
  const slow = host.run(
    toolOf(host, '__slow'),
    {},
    {
      signal: leave.signal,
      conversationId: 'c',
      onProgress(progress) {
        told.push(progress);
        leave.abort();
      },
    },
  );
  await expect(slow).rejects.toThrow();
  expect(told).toEqual([expect.objectContaining({ progress: expect.any(Number) })]);
  await vi.waitFor(() =>
    expect(
      host.log(id, 0, 1000).lines.some(({ text }) => text.includes('notifications/cancelled')),
    ).toBe(true),
  );
});

test('a tool that changes its description is off until the change is accepted', async () => {
  const { host } = openHost();
  const id = await added(host, stdio([]));
  host.start(id);
  await until(host, id, 'ready');
  await host.run(toolOf(host, '__change'), {}, call());
  await vi.waitFor(async () =>
    expect((await host.tools(id)).find(({ name }) => name === 'echo')).toMatchObject({
      state: 'changed',
      key: null,
    }),
  );
  expect(host.offered().some(({ name }) => name.endsWith('__echo'))).toBe(false);
  const changed = (await host.tools(id)).find(({ name }) => name === 'echo');
  expect(changed?.changes).toMatchObject([{ path: 'description' }]);
  expect(() => host.acceptTool(id, 'echo', '0'.repeat(64))).toThrow(
    expect.objectContaining({ code: 'conflict' }),
  );
  host.acceptTool(id, 'echo', changed?.hash ?? '');
  expect(host.offered().some(({ name }) => name.endsWith('__echo'))).toBe(true);
});

test('what is kept survives a restart, without its secrets in the file; a closed host leaves no process', async () => {
  const { host, dataDir, stored } = openHost();
  const config = draftConfigSchema.parse({
    ...stdio([]),
    transport: {
      type: 'stdio',
      command: process.execPath,
      args: [hostileServer],
      env: { TOKEN: { secret: 'token' } },
    },
  });
  const id = await host.add(config, { token: canary });
  expect(stored.get(`mcp/${id}`)).toContain(canary);
  await host.allow(id, host.consent(id).hash);
  host.setEnabled(id, true);
  host.start(id);
  await until(host, id, 'ready');
  const file = join(dataDir, 'mcp-servers.json');
  expect(readFileSync(file, 'utf8')).not.toContain(canary);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.stringify(host.log(id, 0, 1000))).not.toContain(canary);
  await host.close();
  const { runs } = JSON.parse(readFileSync(join(dataDir, 'running-servers.json'), 'utf8'));
  for (const { run } of runs) expect(await marked(run)).toEqual([]);

  const { host: again } = openHost(dataDir);
  expect(again.servers()).toMatchObject([{ id, enabled: true }]);
  expect(again.consent(id).given).toBe(true);
  // Known before the server runs.
  expect(again.offered().map(({ name }) => name)).toContain('hostile__echo');
});

test('one server that cannot start hides no other', async () => {
  const { host } = openHost();
  const good = await added(host, stdio([]));
  const bad = await added(
    host,
    draftConfigSchema.parse({
      name: 'Missing',
      transport: { type: 'stdio', command: 'there-is-no-such-command' },
    }),
  );
  const early = await added(host, stdio(['--exit-early'], { name: 'Early' }));
  for (const id of [good, bad, early]) host.start(id);
  await until(host, good, 'ready');
  expect(await until(host, bad, 'failed')).toMatchObject({
    details: { cause: 'command-not-found', searched: expect.any(Array) },
  });
  expect(await until(host, early, 'backoff')).toMatchObject({
    details: { stderrTail: expect.arrayContaining([expect.stringContaining('no such database')]) },
  });
  expect(host.offered().map(({ name }) => name)).toContain('hostile__echo');
});

test('what is pasted arrives off; a removed server leaves nothing', async () => {
  const { host, stored, dataDir } = openHost();
  const { added: found, problems } = await host.import(
    JSON.stringify({
      mcpServers: {
        one: { command: 'npx', args: ['-y', 'one'], env: { API_KEY: 'sk-ant-0123456789abcdef' } },
        two: { url: 'https://example.com/mcp' },
      },
    }),
    undefined,
  );
  expect(problems).toEqual([]);
  expect(found).toHaveLength(2);
  expect(host.servers().map(({ enabled }) => enabled)).toEqual([false, false]);
  expect(stored.size).toBe(1);
  for (const { server } of found) await host.remove(server);
  expect(host.servers()).toEqual([]);
  expect(stored.size).toBe(0);
  expect(readFileSync(join(dataDir, 'mcp-servers.json'), 'utf8')).toBe('{"servers":[]}');
});
