import { expect, onTestFinished, test } from 'vitest';
import { createFakeClock } from '../../shared/clock.ts';
import type { Client } from '../../shared/contract/index.ts';
import type { McpEvent, McpUpdate } from '../../shared/contract/mcp-events.ts';
import { serverConfigSchema } from '../../shared/contract/mcp-server.ts';
import { AppError } from '../../shared/errors.ts';
import { createServers } from './servers-store.ts';

const id = 'server-0000000a';
const config = serverConfigSchema.parse({
  id,
  name: 'A',
  transport: { type: 'stdio', command: 'node' },
});
const status = {
  state: 'ready',
  since: 1,
  reason: 'connected',
  attempt: 0,
  nextRetryAt: null,
  era: 'legacy',
  latencyMs: 3,
  error: null,
} as const;
const health = { latencyMs: 3, errorRate: 0, answers: 1, misses: 0 };
const snapshot: McpUpdate = {
  type: 'snapshot',
  cursor: '1',
  servers: [{ server: id, status, health }],
  calls: [],
};
const events = (after: string, cursor: string, ...list: readonly McpEvent[]): McpUpdate => ({
  type: 'events',
  after,
  cursor,
  events: list,
});

/** A core whose stream says what it is told to, and a page that paints when it is told to. */
function setUp() {
  const watched: (string | undefined)[] = [];
  const reads: string[] = [];
  const painting: (() => void)[] = [];
  let waiting = Promise.withResolvers<McpUpdate | Error | null>();
  let opened = Promise.withResolvers<void>();
  const lists = [0, 1].map(() => ({
    begun: Promise.withResolvers<void>(),
    answer: Promise.withResolvers<void>(),
  }));
  let begun = 0;
  let failure: AppError | null = null;

  async function* watch() {
    for (;;) {
      opened.resolve();
      const update = await waiting.promise;
      waiting = Promise.withResolvers();
      if (update instanceof Error) throw update;
      if (update === null) return;
      yield update;
    }
  }
  const mcp = {
    watch: ({ after }: { readonly after?: string }) => {
      watched.push(after);
      return Promise.resolve(watch());
    },
    servers: async () => {
      reads.push('list');
      const list = lists[begun++];
      list?.begun.resolve();
      await list?.answer.promise;
      return { servers: [config] };
    },
    signIns: async () => ({ signIns: [] }),
    tools: async ({ server }: { readonly server: string }) => {
      reads.push(server);
      if (failure !== null) throw failure;
      return { tools: [] };
    },
  };
  const servers = createServers(
    // The store asks for nothing else.
    { client: { mcp } as unknown as Client, connected: () => Promise.resolve() },
    createFakeClock(),
    () => 0,
    (paint) => {
      painting.push(paint);
      return () => {};
    },
  );
  onTestFinished(() => servers.close());
  return {
    servers,
    watched,
    reads,
    lists,
    failWith: (error: AppError) => (failure = error),
    /** Resolves once it was taken. */
    async say(update: McpUpdate | Error | null) {
      await opened.promise;
      opened = Promise.withResolvers();
      waiting.resolve(update);
      await opened.promise;
    },
    paint: () => painting.splice(0).forEach((paint) => paint()),
    painting,
  };
}

test('what comes between two frames is taken in at once', async () => {
  const core = setUp();
  await core.say(snapshot);
  await core.say(events('1', '2', { type: 'log', server: id, newest: 1 }));
  await core.say(events('2', '3', { type: 'log', server: id, newest: 2 }));
  expect(core.servers.store.getState().live).toBeNull();
  expect(core.painting).toHaveLength(1);
  let changes = 0;
  core.servers.store.subscribe(() => (changes += 1));
  core.paint();
  expect(changes).toBe(1);
  expect(core.servers.store.getState().live).toMatchObject({
    servers: { [id]: { status, health } },
    logs: { [id]: 2 },
  });
});

test('list and tools are read after a snapshot, and again when they changed', async () => {
  const core = setUp();
  await core.say(snapshot);
  core.paint();
  expect(core.reads).toEqual(['list', id]);
  await core.say(events('1', '2', { type: 'log', server: id, newest: 1 }));
  core.paint();
  expect(core.reads).toEqual(['list', id]);
  await core.say(events('2', '3', { type: 'tools-changed', server: id }));
  core.paint();
  expect(core.reads).toEqual(['list', id, id]);
  await core.say(events('3', '4', { type: 'servers-changed' }));
  await core.say(events('4', '5', { type: 'servers-changed' }));
  core.paint();
  const again = core.servers.reload();
  // The first one still runs; however many ask meanwhile, one follows it.
  expect(core.reads).toEqual(['list', id, id]);
  core.lists[0]?.answer.resolve();
  await core.lists[1]?.begun.promise;
  core.lists[1]?.answer.resolve();
  await again;
  expect(core.reads).toEqual(['list', id, id, 'list']);
  expect(core.servers.store.getState()).toMatchObject({ configs: [config], tools: { [id]: [] } });
});

test('after a gap it goes on from where it is, and after a loss too', async () => {
  const core = setUp();
  await core.say(snapshot);
  await core.say(events('5', '6', { type: 'log', server: id, newest: 9 }));
  await core.say(events('1', '6', { type: 'log', server: id, newest: 9 }));
  await core.say(new AppError('network-failed', 'Gone.'));
  await core.say(events('6', '7'));
  core.paint();
  expect(core.watched).toEqual([undefined, '1', '6']);
  expect(core.servers.store.getState().live?.logs).toEqual({ [id]: 9 });
  expect(core.servers.store.getState().error).toBeNull();
});

test('what keeps it from being read is kept for the page until it can be read', async () => {
  const core = setUp();
  await core.say(new AppError('internal', 'Broken.'));
  expect(core.servers.store.getState().error?.code).toBe('internal');
  await core.say(snapshot);
  core.paint();
  expect(core.servers.store.getState().error).toBeNull();
});

test.each([
  // Of a lost connection the whole page speaks; a server that is gone has no tools to be missed.
  ['network-failed', undefined],
  ['not-found', undefined],
  ['internal', 'internal'],
] as const)('tools that could not be read (%s) are said to be missing: %s', async (code, said) => {
  const core = setUp();
  core.failWith(new AppError(code, 'No.'));
  await core.say(snapshot);
  core.paint();
  // By then the reading has failed.
  await core.say(events('1', '2'));
  expect(core.reads).toContain(id);
  expect(core.servers.store.getState().error?.code).toBe(said);
});
