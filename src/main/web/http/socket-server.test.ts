import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createFakeClock } from '../../../shared/clock.ts';
import { maxFrameBytes } from '../../../shared/limits.ts';
import type { Channel } from '../../bridge/channel.ts';
import { startTestHost, type TestHost } from '../__fixtures__/start-test-host.ts';
import { sessionLifetimeMs } from '../sign-in/sessions.ts';
import { maxSockets, pingEveryMs } from './socket-server.ts';

const hosts: TestHost[] = [];
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});

async function start(options: Parameters<typeof startTestHost>[0] = {}): Promise<TestHost> {
  const host = await startTestHost(options);
  hosts.push(host);
  return host;
}

/** A host that hands out the server's end of the connection. */
async function startPair(clock = createFakeClock(Date.now())) {
  const { promise: channel, resolve } = Promise.withResolvers<Channel>();
  const host = await start({ clock, serve: resolve });
  const socket = await host.connect(await host.signIn());
  return { host, clock, socket, channel: await channel };
}

test('text goes both ways, up to 1 MiB a frame', async () => {
  const host = await start();
  const socket = await host.connect(await host.signIn());
  const text = 'ä'.repeat(maxFrameBytes / 2);
  socket.send(text);
  expect(String((await once(socket, 'message'))[0])).toBe(`echo ${text}`);
});

test('a frame over 1 MiB closes the connection with 1009', async () => {
  const host = await start();
  const socket = await host.connect(await host.signIn());
  const closed = once(socket, 'close');
  socket.send('x'.repeat(maxFrameBytes + 1));
  expect((await closed)[0]).toBe(1009);
});

test('a binary frame closes the connection with 1003 and is not heard', async () => {
  const heard: unknown[] = [];
  const host = await start({ serve: (channel) => channel.onMessage((data) => heard.push(data)) });
  const socket = await host.connect(await host.signIn());
  const closed = once(socket, 'close');
  socket.send(new Uint8Array([1, 2, 3]));
  expect((await closed)[0]).toBe(1003);
  expect(heard).toEqual([]);
});

test('a bug in the bridge closes that connection with 1011', async () => {
  const host = await start({
    serve: (channel) =>
      channel.onMessage(() => {
        throw new TypeError('a bug');
      }),
  });
  const socket = await host.connect(await host.signIn());
  const closed = once(socket, 'close');
  socket.send('x');
  expect((await closed)[0]).toBe(1011);
});

test('the seventeenth connection is refused', async () => {
  const { promise: oneLeft, resolve } = Promise.withResolvers<void>();
  const host = await start({ serve: (channel) => channel.onClose(resolve) });
  const cookie = await host.signIn();
  const sockets: WebSocket[] = [];
  for (let count = 0; count < maxSockets; count += 1) sockets.push(await host.connect(cookie));
  await expect(host.connect(cookie)).rejects.toThrow('503');
  sockets[0]?.close();
  await oneLeft;
  expect((await host.connect(cookie)).readyState).toBe(WebSocket.OPEN);
});

test('a client that stopped answering is cut after two pings went unanswered', async () => {
  const clock = createFakeClock(Date.now());
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const host = await start({ clock, serve: (channel) => channel.onClose(resolve) });
  const cookie = await host.signIn();
  const socket = new WebSocket(`ws://127.0.0.1:${host.web.port}/bridge`, {
    origin: host.origin,
    headers: { cookie },
    autoPong: false,
  });
  await once(socket, 'open');
  const closed = once(socket, 'close');
  for (let pings = 0; pings < 2; pings += 1) {
    const pinged = once(socket, 'ping');
    clock.advance(pingEveryMs);
    await pinged;
  }
  expect(socket.readyState).toBe(WebSocket.OPEN);
  clock.advance(pingEveryMs);
  await ended;
  expect((await closed)[0]).toBe(1006);
});

test('a client that answers is kept', async () => {
  const { clock, socket, channel } = await startPair();
  const heard: unknown[] = [];
  channel.onMessage((data) => heard.push(data));
  for (let pings = 0; pings < 6; pings += 1) {
    const pinged = once(socket, 'ping');
    clock.advance(pingEveryMs);
    await pinged;
    // Arrives after the pong, which was sent before it.
    const answered = new Promise<void>((resolve) => channel.onMessage(() => resolve()));
    socket.send('here');
    await answered;
  }
  expect(heard).toHaveLength(6);
});

test('a session that runs out closes its connections at that moment', async () => {
  const clock = createFakeClock(Date.now());
  const first = await start({ clock });
  const cookie = await first.signIn();
  clock.advance(sessionLifetimeMs - 1000);
  const socket = await first.connect(cookie);
  const closed = once(socket, 'close');
  clock.advance(999);
  expect(socket.readyState).toBe(WebSocket.OPEN);
  clock.advance(1);
  expect((await closed)[0]).toBe(4401);
  await expect(first.connect(cookie)).rejects.toThrow('401');
});

test('whoever sends waits while the browser is behind, and order is kept', async () => {
  const { socket, channel } = await startPair();
  socket.pause();
  const chunk = 'x'.repeat(64 * 1024);
  let sent = 0;
  let waiting: Promise<void> | void;
  // What the kernel takes is not known beforehand, so it is filled until somebody has to wait.
  do waiting = channel.send(`${sent++} ${chunk}`);
  while (waiting === undefined && sent < 500);
  expect(waiting).toBeInstanceOf(Promise);
  const last = channel.send('last');
  const received: string[] = [];
  const all = new Promise<void>((resolve) =>
    socket.on('message', (data: Buffer) => {
      received.push(data.toString().split(' ', 1)[0] ?? '');
      if (received.at(-1) === 'last') resolve();
    }),
  );
  socket.resume();
  await Promise.all([waiting, last, all]);
  expect(received).toEqual([...Array.from({ length: sent }, (_, index) => String(index)), 'last']);
  expect(channel.send('again')).toBeUndefined();
});

test('one message may be large, but a browser that reads nothing is given up', async () => {
  const { socket, channel, clock } = await startPair();
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  channel.onClose(resolve);
  const large = 'x'.repeat(6 * 1024 * 1024);
  const received = once(socket, 'message');
  await channel.send(large);
  expect(String((await received)[0])).toHaveLength(large.length);

  socket.pause();
  const closed = once(socket, 'close');
  void channel.send(large);
  for (let count = 0; count < 6; count += 1) void channel.send('x'.repeat(1024 * 1024));
  await ended;
  clock.advance(500);
  socket.resume();
  await closed;
  expect(channel.send('x')).toBeUndefined();
});

test('closing the host says goodbye with 1001 and frees the port', async () => {
  const host = await start();
  const socket = await host.connect(await host.signIn());
  const closed = once(socket, 'close');
  await host.web.close();
  expect((await closed)[0]).toBe(1001);
  await expect(fetch(`${host.origin}/healthz`)).rejects.toThrow('fetch failed');
});

test('a browser that does not say goodbye cannot hold the host up', async () => {
  const { host, socket, clock } = await startPair();
  socket.pause();
  const closing = host.web.close();
  clock.advance(500);
  await closing;
  socket.terminate();
});
