import { expect, test } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { createToolList, toolsForModel } from './tool-list.ts';
import type { ListedTool } from './tool-list.ts';

const named = (...names: string[]) => names.map((name) => ({ name }));
const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

function listed(remembered: readonly ListedTool[] = []) {
  const clock = createFakeClock();
  const server = {
    tools: named('b', 'a') as readonly ListedTool[],
    ttlMs: undefined as number | undefined,
    asked: 0,
    /** Answers wait for this. */
    gate: Promise.resolve(),
  };
  const kept: (readonly ListedTool[])[] = [];
  let changes = 0;
  const list = createToolList({
    async fetch() {
      server.asked++;
      const { tools, ttlMs } = server;
      await server.gate;
      return { tools, ttlMs };
    },
    remembered,
    remember: (tools) => void kept.push(tools),
    onChange: () => changes++,
    clock,
  });
  return { clock, server, kept, list, changes: () => changes };
}

test('what is remembered is known before the server is asked, and asking it tells what changed', async () => {
  const { list, kept, changes, server } = listed(named('a', 'old'));
  expect(list.known).toEqual(named('a', 'old'));
  expect(await list.current()).toEqual(named('a', 'b'));
  expect([kept, changes(), server.asked]).toEqual([[named('a', 'b')], 1, 1]);
});

test('the order is always the same, and each name is there once', async () => {
  const { list, server, changes } = listed();
  server.tools = [{ name: 'b' }, { name: 'a' }, { name: 'b', _meta: 'second' }];
  expect(await list.current()).toEqual(named('a', 'b'));
  server.tools = named('a', 'b');
  list.expire();
  expect(await list.current()).toEqual(named('a', 'b'));
  expect([server.asked, changes()]).toEqual([2, 1]);
});

test('the server is asked once for all who ask, and again only when it is time', async () => {
  const { clock, list, server } = listed();
  server.ttlMs = 1000;
  await Promise.all([list.current(), list.current(), list.current()]);
  clock.advance(999);
  await list.current();
  expect(server.asked).toBe(1);
  clock.advance(1);
  server.ttlMs = undefined;
  await list.current();
  clock.advance(1_000_000_000);
  await list.current();
  expect(server.asked).toBe(2);
});

test('a change is looked at once it is quiet, and within a second however often it is said', async () => {
  const { clock, list, server, changes } = listed();
  await list.current();
  server.tools = named('c');
  list.changed();
  clock.advance(199);
  await settle();
  expect(server.asked).toBe(1);
  clock.advance(1);
  await settle();
  expect([server.asked, changes(), list.known]).toEqual([2, 2, named('c')]);
  const begun = clock.now();
  while (server.asked === 2) {
    list.changed();
    clock.advance(50);
    await settle();
  }
  expect(clock.now() - begun).toBeLessThanOrEqual(1000);
  list.changed();
  list.stop();
  clock.advance(5000);
  await settle();
  expect(server.asked).toBe(3);
});

test('an answer that was on its way when the list changed is not the last word', async () => {
  const { list, server } = listed();
  const gate = Promise.withResolvers<void>();
  server.gate = gate.promise;
  const asked = list.current();
  await settle();
  server.tools = named('new');
  list.changed();
  gate.resolve();
  expect(await asked).toEqual(named('new'));
  expect(server.asked).toBe(2);
});

test('a server whose list changes whenever it is asked for is not asked without end', async () => {
  let asked = 0;
  const list = createToolList({
    async fetch() {
      asked++;
      list.changed();
      return { tools: named(`t${asked}`) };
    },
    remembered: [],
    remember: () => {},
    onChange: () => {},
    clock: createFakeClock(),
  });
  expect(await list.current()).toEqual(named('t3'));
  expect(asked).toBe(3);
});

test('what fails leaves the list as it was, and is asked again by whoever needs it', async () => {
  const { clock, list, server } = listed(named('x'));
  server.gate = Promise.reject(new Error('gone'));
  server.gate.catch(() => {});
  await expect(list.current()).rejects.toThrow('gone');
  list.changed();
  clock.advance(200);
  await settle();
  expect(list.known).toEqual(named('x'));
  server.gate = Promise.resolve();
  expect(await list.current()).toEqual(named('a', 'b'));
});

test('a model is told of no tool that is for a view only', () => {
  const tool = (name: string, visibility: unknown) => ({ name, _meta: { ui: { visibility } } });
  const tools = [
    { name: 'plain' },
    { name: 'odd', _meta: 7 },
    tool('both', ['model', 'app']),
    tool('app', ['app']),
    tool('none', []),
    tool('wrong', 'app'),
  ];
  expect(toolsForModel(tools).map(({ name }) => name)).toEqual(['plain', 'odd', 'both', 'wrong']);
});
