import { expect, test } from 'vitest';
import type { McpEvent, McpUpdate } from '../../../../shared/contract/mcp-events.ts';
import { mcpUpdateSchema } from '../../../../shared/contract/mcp-events.ts';
import { createFakeClock } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import { createFeed } from '../../../feed.ts';
import { createFakeServer } from './__fixtures__/fake-server.ts';
import type { FakeConnection, FakeServer } from './__fixtures__/fake-server.ts';
import { settle } from './__fixtures__/supervised.ts';
import { createSupervisors } from './supervisors.ts';
import type { SupervisedServer } from './supervisors.ts';

function several({ keep = 1000 } = {}) {
  const clock = createFakeClock(1_000_000);
  /** By fingerprint: what is run decides what is there. */
  const fakes = new Map<string, FakeServer>();
  const fakeOf = (fingerprint: string) => {
    const fake = fakes.get(fingerprint) ?? createFakeServer();
    fakes.set(fingerprint, fake);
    return fake;
  };
  const made: string[] = [];
  const supervisors = createSupervisors<SupervisedServer, FakeConnection>({
    connectorFor(server) {
      const { fingerprint } = server();
      made.push(fingerprint);
      return {
        connect: (options) => fakeOf(fingerprint).connect(options),
        eraWasWrong: () => false,
        proved: () => {},
      };
    },
    feed: createFeed<McpEvent>({ epoch: 'e', keep }),
    clock,
    random: () => 0.5,
    log: { error: () => {} },
  });
  return { clock, fakeOf, made, supervisors };
}

const server = (id: string, fields: Partial<SupervisedServer> = {}): SupervisedServer => ({
  id,
  enabled: true,
  warm: false,
  fingerprint: `run ${id}`,
  ...fields,
});

type Snapshot = Extract<McpUpdate, { type: 'snapshot' }>;

/** What a page does with what it is told. */
function folded(snapshot: Snapshot, events: readonly McpEvent[]): Omit<Snapshot, 'cursor'> {
  const servers = new Map(snapshot.servers.map((one) => [one.server, one]));
  const calls = new Map(snapshot.calls.map((call) => [call.call, call]));
  const noHealth = { latencyMs: null, errorRate: 0, answers: 0, misses: 0 };
  for (const event of events) {
    if (event.type === 'server-state')
      servers.set(event.server, {
        health: noHealth,
        ...servers.get(event.server),
        server: event.server,
        status: event.status,
      });
    if (event.type === 'server-removed') servers.delete(event.server);
    if (event.type === 'tool-start') calls.set(event.call.call, event.call);
    if (event.type === 'tool-end') calls.delete(event.call);
    const call = event.type === 'tool-progress' ? calls.get(event.call) : undefined;
    if (call !== undefined && event.type === 'tool-progress')
      calls.set(event.call, { ...call, progress: event.progress });
  }
  return { type: 'snapshot', servers: [...servers.values()], calls: [...calls.values()] };
}

test('servers start side by side, and one that fails hides no other', async () => {
  const { fakeOf, supervisors } = several();
  supervisors.set(['a', 'b', 'c', 'd', 'e'].map((id) => server(id, { warm: true })));
  await settle();
  expect(['a', 'b', 'c', 'd', 'e'].map((id) => fakeOf(`run ${id}`).waiting)).toEqual([
    1, 1, 1, 1, 1,
  ]);
  fakeOf('run b').refuse(
    new AppError('mcp-connection-failed', 'No.', { details: { cause: 'command-not-found' } }),
  );
  for (const id of ['a', 'c', 'd']) fakeOf(`run ${id}`).accept();
  await settle();
  expect(['a', 'b', 'c', 'd', 'e'].map((id) => supervisors.of(id)?.status.state)).toEqual([
    'ready',
    'failed',
    'ready',
    'ready',
    'starting',
  ]);
});

test('only those that are to be warm start by themselves, and none that is off', async () => {
  const { fakeOf, supervisors } = several();
  supervisors.set([server('a'), server('b', { warm: true, enabled: false })]);
  await settle();
  expect(fakeOf('run a').waiting + fakeOf('run b').waiting).toBe(0);
  supervisors.set([server('a'), server('b', { warm: true })]);
  await settle();
  expect(fakeOf('run b').waiting).toBe(1);
});

test('a change starts a server over only where what is run changed', async () => {
  const { fakeOf, made, supervisors } = several();
  supervisors.set([server('a', { warm: true }), server('b', { warm: true })]);
  await settle();
  fakeOf('run a').accept();
  fakeOf('run b').accept();
  await settle();
  supervisors.set([server('a', { warm: false }), server('b', { fingerprint: 'other' })]);
  await settle();
  expect(fakeOf('run a').connections[0]?.closed.times).toBe(0);
  expect(fakeOf('run b').connections[0]?.closed.times).toBe(1);
  expect(fakeOf('other').waiting).toBe(1);
  fakeOf('other').accept();
  await settle();
  expect(supervisors.of('b')?.status).toMatchObject({ state: 'ready' });
  expect(made).toEqual(['run a', 'run b', 'other']);
});

test('what failed before a change says nothing about what comes after it', async () => {
  const { fakeOf, supervisors } = several();
  supervisors.set([server('a', { warm: true })]);
  await settle();
  fakeOf('run a').refuse(
    new AppError('mcp-connection-failed', 'No.', { details: { cause: 'folder-missing' } }),
  );
  await settle();
  expect(supervisors.of('a')?.status.state).toBe('failed');
  supervisors.set([server('a', { warm: true, fingerprint: 'mended' })]);
  await settle();
  fakeOf('mended').accept();
  await settle();
  expect(supervisors.of('a')?.status).toMatchObject({ state: 'ready', attempt: 0 });
});

test('a server that is removed is stopped; the same again starts when it is gone', async () => {
  const { fakeOf, supervisors } = several();
  supervisors.set([server('a', { warm: true })]);
  await settle();
  fakeOf('run a').accept();
  await settle();
  fakeOf('run a').clings = true;
  supervisors.set([]);
  expect(supervisors.of('a')).toBeUndefined();
  supervisors.set([server('a', { warm: true })]);
  await settle();
  expect(fakeOf('run a').waiting).toBe(0);
  fakeOf('run a').letGo();
  await settle();
  fakeOf('run a').accept();
  await settle();
  expect(supervisors.of('a')?.status.state).toBe('ready');
  expect(fakeOf('run a').mostAtOnce).toBe(1);
});

test('all stop side by side, by force after 4.5 seconds, and are given up after five', async () => {
  const { clock, fakeOf, supervisors } = several();
  supervisors.set(['a', 'b', 'c', 'd'].map((id) => server(id, { warm: true })));
  await settle();
  for (const id of ['a', 'b', 'c']) fakeOf(`run ${id}`).accept();
  await settle();
  fakeOf('run b').clings = true;
  const hanging = fakeOf('run c').connections[0];
  if (hanging === undefined) return expect.unreachable();
  hanging.close = () => new Promise(() => {});
  let left: readonly string[] | undefined;
  const stopped = supervisors.stopAll().then((ids) => (left = ids));
  await settle();
  expect(fakeOf('run a').alive).toBe(0);
  expect(fakeOf('run d').alive).toBe(0); // was starting
  expect(fakeOf('run b').connections[0]?.closed.forced).toBe(false);
  clock.advance(3000);
  await settle();
  expect(fakeOf('run b').connections[0]?.closed.forced).toBe(true);
  expect(left).toBeUndefined();
  clock.advance(1000);
  await stopped;
  expect(left).toContain('c');
  supervisors.set([server('z', { warm: true })]);
  expect(supervisors.of('z')).toBeUndefined();
  await expect(supervisors.of('a')?.ensureReady()).rejects.toMatchObject({
    details: { cause: 'closing' },
  });
});

test('all that stop at once take no time', async () => {
  const { fakeOf, supervisors } = several();
  supervisors.set([server('a', { warm: true }), server('b')]);
  await settle();
  fakeOf('run a').accept();
  await settle();
  expect(await supervisors.stopAll()).toEqual([]);
});

test('who watches gets a snapshot, then every event once, and after a gap what it missed', async () => {
  const { clock, fakeOf, supervisors } = several();
  supervisors.set([server('a'), server('b')]);
  const leaving = new AbortController();
  const watched = supervisors.watch({ after: undefined, signal: leaving.signal });
  const first = (await watched.next()).value as Snapshot;
  expect(first.servers.map((one) => one.server)).toEqual(['a', 'b']);

  const ready = supervisors.of('a')?.ensureReady();
  await settle();
  fakeOf('run a').accept();
  await ready;
  const call = { server: 'a', call: '1', tool: 'echo', startedAt: clock.now() };
  supervisors.publish([
    { type: 'tool-start', call },
    { type: 'tool-progress', server: 'a', call: '1', progress: { progress: 1, total: 3 } },
    { type: 'tools-changed', server: 'a' },
  ]);
  const next = (await watched.next()).value as Extract<McpUpdate, { type: 'events' }>;
  expect(next.after).toBe(first.cursor);
  expect(next.events.map(({ type }) => type)).toEqual([
    'server-state',
    'server-state',
    'tool-start',
    'tool-progress',
    'tools-changed',
  ]);
  for (const update of [first, next]) expect(mcpUpdateSchema.parse(update)).toEqual(update);
  leaving.abort();
  await watched.next();

  supervisors.set([server('a')]);
  const again = supervisors.watch({ after: next.cursor, signal: new AbortController().signal });
  const missed = (await again.next()).value as Extract<McpUpdate, { type: 'events' }>;
  expect(missed.events).toEqual([{ type: 'server-removed', server: 'b' }]);

  const anew = supervisors.watch({ after: undefined, signal: new AbortController().signal });
  const { cursor, ...now } = (await anew.next()).value as Snapshot;
  const parts = folded(first, [...next.events, ...missed.events]);
  expect(cursor).toBe(missed.cursor);
  expect(now.calls).toEqual([{ ...call, progress: { progress: 1, total: 3 } }]);
  // What a server answered lately is told after pings only.
  expect({ ...now, servers: now.servers.map(({ status }) => status) }).toEqual({
    ...parts,
    servers: parts.servers.map(({ status }) => status),
  });
});

test('who was away too long gets a snapshot again', async () => {
  const { supervisors } = several({ keep: 2 });
  supervisors.set([server('a')]);
  const { signal } = new AbortController();
  const first = (await supervisors.watch({ after: undefined, signal }).next()).value as Snapshot;
  for (let line = 0; line < 10; line++)
    supervisors.publish([{ type: 'log', server: 'a', newest: line }]);
  const later = await supervisors.watch({ after: first.cursor, signal }).next();
  expect(later.value).toMatchObject({ type: 'snapshot' });
  const stranger = await supervisors.watch({ after: 'other:1', signal }).next();
  expect(stranger.value).toMatchObject({ type: 'snapshot' });
});

test('what comes after a moment of quiet is told at once, then once a frame', async () => {
  const { clock, supervisors } = several();
  const watched = supervisors.watch({ after: undefined, signal: new AbortController().signal });
  await watched.next();
  supervisors.publish([{ type: 'log', server: 'a', newest: 1 }]);
  expect((await watched.next()).value).toMatchObject({ events: [{ newest: 1 }] });
  let told: unknown;
  const next = watched.next().then(({ value }) => (told = value));
  for (let line = 2; line < 5; line++) {
    supervisors.publish([{ type: 'log', server: 'a', newest: line }]);
    await settle();
  }
  expect(told).toBeUndefined();
  clock.advance(16);
  await next;
  expect(told).toMatchObject({ events: [{ newest: 2 }, { newest: 3 }, { newest: 4 }] });
});
