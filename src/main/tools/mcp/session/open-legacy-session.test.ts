import { expect, test } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { JsonRpcMessage } from '../stdio/json-rpc.ts';
import { openLegacySession } from './open-legacy-session.ts';
import type { LegacySessionOptions } from './open-legacy-session.ts';
import type { SessionTransport } from './session-transport.ts';

function setUp(change: Partial<SessionTransport> = {}) {
  const clock = createFakeClock();
  const ended = Promise.withResolvers<AppError | null>();
  const lines: string[] = [];
  const bugs: unknown[] = [];
  const closed: boolean[] = [];
  const transport: SessionTransport = {
    onMessage: undefined,
    ended: ended.promise,
    start: async () => {},
    async send({ id, method }) {
      if (method === 'initialize')
        transport.onMessage?.({
          ...{ jsonrpc: '2.0', id },
          result: {
            protocolVersion: '2025-11-25',
            capabilities: {},
            serverInfo: { name: 'one', version: '1' },
          },
        });
    },
    async close({ force }) {
      closed.push(force);
      ended.resolve(null);
    },
    startFailure: (cause) => new AppError('mcp-connection-failed', 'Not there.', { cause }),
    ...change,
  };
  const options: LegacySessionOptions = {
    ...{ transport, server: 'One', version: '1', connectMs: 30_000, clock },
    hide: (text) => text,
    events: {
      onListChanged() {},
      onResourceUpdated() {},
      onElicitationComplete() {},
      onLog: (line) => lines.push(line),
    },
    abilities: { capabilities: {}, answers: {} },
    log: { error: (details) => bugs.push(details) },
    signal: new AbortController().signal,
  };
  return { clock, options, lines, bugs, closed, transport };
}

/** As it comes over the wire: parsed without a word, and too deep for what calls itself. */
function nested(depth: number): unknown {
  return JSON.parse('['.repeat(depth) + ']'.repeat(depth));
}

test('a line of a log that is nested too deeply to be written out costs only itself', async () => {
  const { options, lines, transport } = setUp();
  await openLegacySession(options);
  const tell = (data: unknown) =>
    transport.onMessage?.({
      ...{ jsonrpc: '2.0', method: 'notifications/message' },
      params: { level: 'info', data },
    } satisfies JsonRpcMessage);
  expect(() => tell(nested(100_000))).not.toThrow();
  tell({ a: 1 });
  expect(lines).toEqual(['info [nested too deeply]', 'info {"a":1}']);
});

test('what a listener meets with a note is a bug in a log, and the next note is heard', async () => {
  const { options, bugs, transport } = setUp();
  const session = await openLegacySession(options);
  const heard: unknown[] = [];
  session.onNotification('notifications/x', (params) => {
    if (params === 1) throw new TypeError('not meant');
    heard.push(params);
  });
  const tell = (params: unknown) =>
    transport.onMessage?.({ jsonrpc: '2.0', method: 'notifications/x', params });
  expect(() => tell(1)).not.toThrow();
  tell(2);
  expect(heard).toEqual([2]);
  expect(bugs).toHaveLength(1);
});

test('a server that never lets itself be reached is left when its time is up', async () => {
  const { options, clock, closed } = setUp({ start: () => new Promise(() => {}) });
  const opened = openLegacySession(options);
  opened.catch(() => {});
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  clock.advance(30_000);
  await expect(opened).rejects.toMatchObject({ code: 'mcp-connection-failed' });
  expect(closed).toEqual([true]);
});

test('a server that takes the end of the handshake and says nothing is left when its time is up', async () => {
  const { options, transport, clock, closed } = setUp();
  const { send } = transport;
  const opened = openLegacySession({
    ...options,
    transport: Object.assign(transport, {
      send: (message: JsonRpcMessage) =>
        message.method === 'notifications/initialized'
          ? new Promise<void>(() => {})
          : send(message),
    }),
  });
  opened.catch(() => {});
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
  clock.advance(30_000);
  await expect(opened).rejects.toMatchObject({ code: 'mcp-connection-failed' });
  expect(closed).toEqual([true]);
});
