import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { draftConfigSchema } from '../../../../shared/contract/mcp-server.ts';
import type { ToolProgress } from '../../../../shared/contract/tool-progress.ts';
import { folderForTest } from '../../../__fixtures__/folder-for-test.ts';
import { given } from '../host/__fixtures__/asking-server.ts';
import { added, call, openHost, toolOf, until } from '../host/__fixtures__/host-for-test.ts';
import type { McpHost } from '../host/mcp-host.ts';

async function start(host: McpHost, args: readonly string[] = []): Promise<string> {
  const program = join(import.meta.dirname, '__fixtures__/task-server.mjs');
  const id = await added(
    host,
    draftConfigSchema.parse({
      name: 'Tasks',
      transport: { type: 'stdio', command: process.execPath, args: [program, ...args] },
    }),
  );
  host.start(id);
  await until(host, id, 'ready');
  return id;
}

/** A task that its server works on. */
async function begun(host: McpHost) {
  const leave = new AbortController();
  const progress: ToolProgress[] = [];
  const result = host.run(
    toolOf(host, '__research'),
    { topic: 'x' },
    { ...call(), signal: leave.signal, onProgress: (note) => progress.push(note) },
  );
  result.catch(() => {}); // each test looks at it when it is time
  await soon(async () => expect(await statuses(host)).not.toEqual([]));
  return { result, progress, leave };
}

/** A busy machine may take its time. */
const soon = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 10_000 });

const statuses = (host: McpHost) => given(host, 'statuses');

const keptIn = (dataDir: string) =>
  JSON.parse(readFileSync(join(dataDir, 'mcp-tasks.json'), 'utf8')).tasks;

test.each([[[]], [['-', '--quiet']]])(
  'a tool that is only called as a task is, and what comes of it is its result (%j)',
  async (args) => {
    const { host, dataDir } = openHost();
    const id = await start(host, args);
    const { result, progress } = await begun(host);
    await soon(() =>
      expect(keptIn(dataDir)).toEqual([
        expect.objectContaining({ server: id, tool: 'research', conversationId: 'c' }),
      ]),
    );
    await given(host, 'step', { words: 'Reading.' });
    await soon(() => expect(progress.at(-1)).toMatchObject({ message: 'Reading.' }));
    await given(host, 'done', { words: 'Found.' });
    expect(await result).toMatchObject({ content: [{ type: 'text', text: 'Found. (nobody)' }] });
    expect(keptIn(dataDir)).toEqual([]);
  },
);

test('what a task asks of its person comes while it runs, and it goes on with the answer', async () => {
  const { host } = openHost();
  await start(host);
  const { result } = await begun(host);
  await given(host, 'ask');
  const question = await soon(() => host.questions()[0] ?? expect.fail());
  expect(question).toMatchObject({ kind: 'form', message: 'Who asks?' });
  host.answer(question.id, { kind: 'form', action: 'accept', values: { name: 'Ada' } });
  await soon(async () => expect(await statuses(host)).toEqual(['working']));
  await given(host, 'done', { words: 'Found.' });
  expect(await result).toMatchObject({ content: [{ text: 'Found. (Ada)' }] });
});

test('a task that fails, is broken off or is forgotten says so', async () => {
  const { host, dataDir } = openHost();
  await start(host);
  const failed = await begun(host);
  await given(host, 'fail');
  expect(await failed.result).toMatchObject({
    failed: true,
    content: [{ text: 'It went wrong.' }],
  });
  const dropped = await begun(host);
  await soon(async () => expect(await statuses(host)).toEqual(['failed', 'working']));
  await given(host, 'drop');
  await expect(dropped.result).rejects.toMatchObject({
    code: 'mcp-request-failed',
    details: { situation: 'task-broken-off' },
  });
  const forgotten = await begun(host);
  await soon(async () => expect(await statuses(host)).toHaveLength(3));
  await given(host, 'forget');
  await expect(forgotten.result).rejects.toMatchObject({ details: { situation: 'task-gone' } });
  expect(keptIn(dataDir)).toEqual([]);
});

test('whoever leaves a task breaks it off', async () => {
  const { host, dataDir } = openHost();
  await start(host);
  const { result, leave } = await begun(host);
  leave.abort(new Error('left'));
  await expect(result).rejects.toThrow('left');
  await soon(async () => expect(await statuses(host)).toEqual(['cancelled']));
  await soon(() => expect(keptIn(dataDir)).toEqual([]));
});

test('a server that ends and knows its tasks still is asked about them again; one that forgot them says so', async () => {
  const { host } = openHost();
  await start(host, [join(folderForTest(), 'tasks')]);
  const { result } = await begun(host);
  await expect(given(host, 'crash')).rejects.toMatchObject({ code: 'mcp-connection-failed' });
  await given(host, 'done', { words: 'Found.' });
  expect(await result).toMatchObject({ content: [{ text: 'Found. (nobody)' }] });

  const { host: other } = openHost();
  await start(other);
  const lost = await begun(other);
  await expect(given(other, 'crash')).rejects.toMatchObject({ code: 'mcp-connection-failed' });
  await expect(lost.result).rejects.toMatchObject({ details: { situation: 'task-gone' } });
});

test('what ran when Tina was ended is broken off when its server runs again', async () => {
  const { host, dataDir } = openHost();
  const file = join(folderForTest(), 'tasks');
  const id = await start(host, [file]);
  const { result } = await begun(host);
  await host.close();
  await expect(result).rejects.toMatchObject({ code: 'mcp-connection-failed' });
  expect(keptIn(dataDir)).toHaveLength(1);
  const { host: again } = openHost(dataDir);
  again.start(id);
  await until(again, id, 'ready');
  await soon(async () => expect(await statuses(again)).toEqual(['cancelled']));
  await soon(() => expect(keptIn(dataDir)).toEqual([]));
});
