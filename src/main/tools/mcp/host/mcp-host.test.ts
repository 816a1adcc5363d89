import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../../../../shared/clock.ts';
import type { DraftConfig } from '../../../../shared/contract/mcp-server.ts';
import { draftConfigSchema } from '../../../../shared/contract/mcp-server.ts';
import { folderForTest } from '../../../__fixtures__/folder-for-test.ts';
import { isToolOutcome } from '../../tool-outcome.ts';
import type { OfferedTool } from '../../tools.ts';
import { hostileServer, marked } from '../stdio/__fixtures__/processes-of-test.ts';
import { createMcpHost } from './mcp-host.ts';
import type { McpHost } from './mcp-host.ts';

const canary = 'canary-0123456789';

function stdio(args: readonly string[], more: Partial<DraftConfig> = {}): DraftConfig {
  return draftConfigSchema.parse({
    name: 'Hostile',
    transport: { type: 'stdio', command: process.execPath, args: [hostileServer, ...args] },
    ...more,
  });
}

function open(dataDir = folderForTest()) {
  const stored = new Map<string, string>();
  const saved: unknown[] = [];
  const host = createMcpHost({
    dataDir,
    platform: process.platform,
    environment: { ...process.env, SHELL: undefined, ANTHROPIC_API_KEY: canary },
    home: homedir(),
    spawn,
    graceMs: 50,
    clock: systemClock,
    version: '0',
    random: () => 0.5,
    log: { warn() {}, error() {} },
    secrets: {
      places: ['session'],
      get: (name) => {
        const value = stored.get(name);
        return value === undefined ? undefined : { value, place: 'session' };
      },
      set: async (name, value) => void stored.set(name, value),
      delete: async (name) => void stored.delete(name),
      hide() {},
    },
    saveArtifact: async (artifact) => {
      saved.push(artifact);
      return 'a'.repeat(64);
    },
    loadCounting: async () => (tools) => JSON.stringify(tools).length,
  });
  onTestFinished(() => host.close());
  return { host, dataDir, stored, saved };
}

/** Described, agreed to and on. */
async function added(host: McpHost, config: DraftConfig): Promise<string> {
  const id = await host.add(config, {});
  host.allow(id, host.consent(id).hash);
  host.setEnabled(id, true);
  return id;
}

async function until(host: McpHost, id: string, state: string): Promise<unknown> {
  const left = new AbortController();
  const seen: string[] = [];
  try {
    for await (const update of host.watch({ after: undefined, signal: left.signal })) {
      const events =
        update.type === 'snapshot'
          ? update.servers.map(({ server, status }) => ({ type: 'server-state', server, status }))
          : update.events;
      for (const event of events) {
        if (event.type !== 'server-state' || !('status' in event) || event.server !== id) continue;
        seen.push(event.status.state);
        if (event.status.state === state) return event.status.error;
      }
    }
  } finally {
    left.abort();
  }
  throw new Error(`it never was ${state}, but ${seen.join(', ')}`);
}

const call = (conversationId = 'c') => ({ signal: new AbortController().signal, conversationId });

function toolOf(host: McpHost, end: string): OfferedTool {
  const tool = host.offered().find(({ name }) => name.endsWith(end));
  if (tool === undefined) throw new Error(`there is no ${end}`);
  return tool;
}

test('nothing runs before its person agreed to what runs, and again after every change of it', async () => {
  const { host } = open();
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
  expect(() => host.allow(id, '0'.repeat(64))).toThrow(
    expect.objectContaining({ code: 'conflict' }),
  );
  host.allow(id, shown.hash);
  host.start(id);
  await until(host, id, 'ready');
  expect(host.offered().map(({ name }) => name)).toContain('hostile__echo');

  await host.update(id, stdio(['--banner', '--id-last']), {});
  expect(host.consent(id).given).toBe(false);
  expect(host.offered()).toEqual([]);
  await until(host, id, 'needs_consent');
  await host.update(id, stdio(['--banner'], { name: 'Another' }), {});
  expect(host.consent(id).given).toBe(true);
});

test('a call starts its server, and what it gives is untrusted until its person says otherwise', async () => {
  const { host } = open();
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
  const { host } = open();
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
  const { host } = open();
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
  const { host, dataDir, stored } = open();
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
  host.allow(id, host.consent(id).hash);
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

  const { host: again } = open(dataDir);
  expect(again.servers()).toMatchObject([{ id, enabled: true }]);
  expect(again.consent(id).given).toBe(true);
  // Known before the server runs.
  expect(again.offered().map(({ name }) => name)).toContain('hostile__echo');
});

test('one server that cannot start hides no other', async () => {
  const { host } = open();
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
  const { host, stored, dataDir } = open();
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
