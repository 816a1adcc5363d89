import { expect, test } from 'vitest';
import type { McpEvent } from '../../../../shared/contract/mcp-events.ts';
import { hasHidden } from '../../../../shared/hidden-characters.ts';
import { folderForTest } from '../../../__fixtures__/folder-for-test.ts';
import { added, call, openHost, toolOf, until } from '../host/__fixtures__/host-for-test.ts';
import type { McpHost } from '../host/mcp-host.ts';
import { whenever } from '../prompts/__fixtures__/prompts-for-test.ts';
import { keeperForTest, resourcesOver } from './__fixtures__/resources-for-test.ts';

const forever = new AbortController().signal;

async function setUp(args: readonly string[] = [], dataDir = folderForTest()) {
  const open = openHost(dataDir);
  const id = await added(open.host, resourcesOver(args));
  const { kept, save } = keeperForTest();
  return {
    ...open,
    id,
    kept,
    list: (query = '', offset = 0, limit = 50) =>
      open.host.resources({ server: id, query, offset, limit }, forever),
    read: (uri: string, name?: string) =>
      open.host.readResource({ server: id, uri, name }, save, forever),
    follow: (uri: string) => open.host.followResource(id, uri, forever),
    /** What the server says is subscribed to. */
    async touch(uri: string, times = 1) {
      const given = await open.host.run(toolOf(open.host, 'touch'), { uri, times }, call());
      return (given as { content: { text: string }[] }).content[0]?.text;
    },
  };
}

test('all pages of what a server of the 1.x SDK lists, searched and in pieces', async () => {
  const { host, id, list } = await setUp();
  expect(host.resourceServers()).toEqual([]);
  const all = await list();
  expect(all).toMatchObject({ total: 8, hasMore: false, canFollow: true });
  expect(all.resources[0]).toEqual({
    uri: 'notes:///one',
    address: [{ type: 'plain', text: 'notes:///one' }],
    title: 'First note',
    description: [{ type: 'plain', text: 'What was noted first' }],
    mediaType: 'text/plain',
    bytes: 11,
    followed: false,
  });
  expect((await list('FIRST noted')).resources.map(({ title }) => title)).toEqual(['First note']);
  expect((await list('', 6, 1)).resources.map(({ uri }) => uri)).toEqual(['notes:///long']);
  expect((await list('nowhere')).total).toBe(0);
  expect(host.resourceServers()).toEqual([{ id, name: 'Notes' }]);
});

/** How often that was told of until the signal. */
async function countUntil(
  host: McpHost,
  type: McpEvent['type'],
  signal: AbortSignal,
): Promise<number> {
  let count = 0;
  for await (const update of host.watch({ after: undefined, signal }))
    if (update.type === 'events') count += update.events.filter((one) => one.type === type).length;
  return count;
}

test('a list is kept until its server says that it changed', async () => {
  const { host, list } = await setUp();
  expect((await list()).total).toBe(8);
  await host.run(toolOf(host, 'change'), {}, call());
  // What the server says, it says before it answers.
  expect((await list()).total).toBe(9);
});

test('however often a list changes, the page is told a few times', async () => {
  const { host, list } = await setUp();
  await list();
  const left = new AbortController();
  const counted = countUntil(host, 'resources-changed', left.signal);
  await Promise.all(Array.from({ length: 50 }, () => host.run(toolOf(host, 'change'), {}, call())));
  await expect.poll(async () => (await list()).total).toBeGreaterThan(8);
  left.abort();
  expect(await counted).toBeLessThan(10);
});

test('that a server has resources is known in the next run, before it is started', async () => {
  const dataDir = folderForTest();
  const first = await setUp([], dataDir);
  await first.list();
  await first.follow('notes:///one');
  await first.host.close();
  const { host } = openHost(dataDir);
  expect(host.resourceServers()).toEqual([{ id: first.id, name: 'Notes' }]);
  expect(host.followedResources()).toEqual([
    { server: first.id, uri: 'notes:///one', changedAt: null, changed: false },
  ]);
  host.setEnabled(first.id, false);
  expect(host.resourceServers()).toEqual([]);
  await host.remove(first.id);
  expect(host.followedResources()).toEqual([]);
});

test('templates, and what could stand in their gaps', async () => {
  const { host, id } = await setUp();
  const { templates, hasMore } = await host.resourceTemplates(id, forever);
  expect(hasMore).toBe(false);
  expect(templates).toMatchObject([
    { template: 'notes:///{name}', title: 'A note by its name', canComplete: true },
    { template: 'search:///{+path}{?q,lang}', title: 'Search the notes' },
    { template: 'odd:///{=x}', title: 'odd' },
  ]);
  const completed = await host.complete(
    {
      server: id,
      ref: { type: 'resource', uri: 'notes:///{name}' },
      argument: { name: 'name', value: 'made' },
      context: {},
    },
    forever,
  );
  expect(completed.values).toEqual(['made-up', 'made-by-hand']);
  const without = await setUp(['--no-templates']);
  expect(await without.host.resourceTemplates(without.id, forever)).toEqual({
    templates: [],
    hasMore: false,
  });
});

test('every kind of content is kept as what it is', async () => {
  const { id, read, kept } = await setUp();
  expect(await read('notes:///one')).toEqual({
    server: { id, name: 'Notes' },
    uri: 'notes:///one',
    name: 'notes:///one',
    mediaType: 'text/plain',
    content: [
      { type: 'resource', uri: 'notes:///one', mediaType: 'text/plain', text: 'Hello notes 1.' },
    ],
    untrusted: true,
  });
  const [dot] = (await read('notes:///dot.png', 'A dot')).content;
  if (dot?.type !== 'image') throw new TypeError('it is an image');
  expect(dot).toMatchObject({ mediaType: 'image/png' });
  expect(kept.get(dot.artifact)?.byteLength).toBe(dot.bytes);
  expect((await read('notes:///beep.wav')).content).toMatchObject([
    { type: 'audio', mediaType: 'audio/wav', bytes: 12 },
  ]);
  expect((await read('notes:///data.bin')).content).toMatchObject([
    { type: 'resource', mediaType: 'application/octet-stream', bytes: 4 },
  ]);
  expect((await read('notes:///folder')).content).toMatchObject([
    { type: 'resource', uri: 'notes:///folder/a', text: 'A' },
    { type: 'text', text: '[notes:///folder/b.png]' },
    { type: 'image', mediaType: 'image/png' },
    { type: 'resource', uri: 'notes:///folder/c.csv', text: 'c,d' },
  ]);
  expect((await read('notes:///long')).content).toMatchObject([
    { type: 'excerpt', characters: 'notes:///long\n'.length + 100_000 },
  ]);
  expect((await read('notes:///empty')).content).toEqual([]);
  await expect(read('notes:///nowhere')).rejects.toMatchObject({ code: 'mcp-request-failed' });
});

test('what is listed is called what it is listed as, and a trusted server’s is not marked', async () => {
  const { host, id, list, read } = await setUp();
  await list();
  host.setTrusted(id, true);
  const { name, title, untrusted } = await read('notes:///one', 'whatever');
  expect([name, title, untrusted]).toEqual(['one.txt', 'First note', undefined]);
  expect((await read('search:///a', ' By\nhand\u202e ')).name).toBe('By hand');
});

test('what is followed says when it changed, and is asked for again by the next connection', async () => {
  const { host, id, list, read, follow, touch } = await setUp();
  await follow('notes:///one');
  await follow('notes:///one');
  expect((await list()).resources.filter(({ followed }) => followed)).toHaveLength(1);
  expect(await touch('notes:///one')).toBe('notes:///one');
  const changed = () => host.followedResources().map((one) => one.changed);
  await whenever(host, () => changed()[0] === true);
  expect((await read('notes:///one')).content).toMatchObject([{ text: 'Hello notes 2.' }]);
  expect(changed()).toEqual([false]);

  host.restart(id);
  await until(host, id, 'ready');
  expect(await touch('notes:///two')).toBe('notes:///one');
  expect(changed()).toEqual([false]);
  // What stands below it is part of it.
  await touch('notes:///one/part');
  await whenever(host, () => changed()[0] === true);

  host.unfollowResource(id, 'notes:///one');
  host.unfollowResource(id, 'notes:///one');
  expect(host.followedResources()).toEqual([]);
  expect(await touch('notes:///one')).toBe('');
});

test('not more is followed than anybody can look after, and not what says nothing', async () => {
  const { follow } = await setUp();
  for (let number = 0; number < 50; number++) await follow(`notes:///made-${number}`);
  await expect(follow('notes:///one')).rejects.toMatchObject({
    details: { situation: 'too-many-followed', most: 50 },
  });
  const silent = await setUp(['--no-subscribe']);
  expect((await silent.list()).canFollow).toBe(false);
  await expect(silent.follow('notes:///one')).rejects.toMatchObject({
    details: { situation: 'cannot-follow' },
  });
});

test('however often a server says so, the page is told a few times', async () => {
  const { host, follow, touch } = await setUp();
  await follow('notes:///one');
  const left = new AbortController();
  const counted = countUntil(host, 'resource-updated', left.signal);
  await touch('notes:///one', 5_000);
  await whenever(host, () => host.followedResources()[0]?.changed === true);
  left.abort();
  expect(await counted).toBeLessThan(10);
});

test('a page that never ends, and more than anybody lists, are cut where they are too much', async () => {
  const endless = await setUp(['--hostile=endless']);
  expect(await endless.list()).toMatchObject({ total: 64, hasMore: true });
  expect((await endless.host.resourceTemplates(endless.id, forever)).hasMore).toBe(true);
  const many = await setUp(['--hostile=many']);
  const { resources, total } = await many.list('', 9_990, 200);
  expect([resources.length, total]).toEqual([10, 10_000]);
  expect((await many.list('note 777')).total).toBe(19);
});

test('what cannot be read costs only itself', async () => {
  const { list, read, kept } = await setUp(['--hostile=wrong']);
  expect(await list()).toMatchObject({
    total: 1,
    resources: [{ uri: 'notes:///fine', title: 'notes:///fine' }],
  });
  expect((await read('notes:///fine')).content).toEqual([
    { type: 'text', text: '[A part that cannot be read.]' },
    { type: 'text', text: '[notes:///fine: a part that cannot be read.]' },
    { type: 'text', text: '[An image that cannot be read.]' },
    {
      type: 'resource',
      uri: 'notes:///fine',
      mediaType: 'application/pdf',
      text: '[Its bytes cannot be read.]',
    },
    { type: 'resource', uri: 'notes:///fine', mediaType: 'text/plain', text: 'left' },
  ]);
  expect(kept.size).toBe(0);
  await expect(read('notes:///none')).rejects.toMatchObject({
    details: { cause: 'answer-unreadable', method: 'resources/read' },
  });
});

test('what is too large is refused, and the server stays', async () => {
  const { host, id, read, list, kept } = await setUp(['--hostile=huge']);
  await expect(read('notes:///one')).rejects.toMatchObject({
    code: 'too-large',
    details: { situation: 'resource-too-large' },
  });
  expect(kept.size).toBe(0);
  expect((await list()).total).toBe(8);
  expect(host.servers().map((server) => server.id)).toEqual([id]);
});

test('what cannot be seen is shown, or left out where only a line stands', async () => {
  const { list, read } = await setUp(['--hostile=hidden']);
  const [one] = (await list()).resources;
  expect(one?.title).toBe('A title');
  expect(one?.mediaType).toBe('text/plain');
  expect(one?.address.map(({ type }) => type)).toContain('hidden');
  expect(one?.description.map(({ type }) => type)).toContain('hidden');
  const part = await read(one?.uri ?? '');
  expect([part.name, part.title].some((text) => hasHidden(text ?? ''))).toBe(false);
});
