import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { ORPCError } from '@orpc/client';
import { eventIterator, oc } from '@orpc/contract';
import type { ContractRouterClient } from '@orpc/contract';
import { implement } from '@orpc/server';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import type { Log } from '../host.ts';
import type { Channel } from './channel.ts';
import { connectBridge, errorFromBridge } from './connect-bridge.ts';
import { linkedChannels } from './linked-channels.ts';
import { portChannel } from './port-channel.ts';
import { createBridge } from './serve-bridge.ts';

const contract = {
  echo: oc
    .input(
      z.strictObject({
        text: z
          .string()
          .max(10)
          .regex(/^(?!not)/, 'Say it otherwise.'),
      }),
    )
    .output(z.object({ text: z.string() })),
  refuse: oc.output(z.void()),
  bug: oc.output(z.void()),
  wrongOutput: oc.output(z.object({ n: z.number() })),
  count: oc.output(eventIterator(z.number())),
  wait: oc.output(eventIterator(z.number())),
  hang: oc.output(z.void()),
  breaks: oc.output(eventIterator(z.number())),
};

/** Counts without ever waiting: only fairStream stands between it and the event loop. */
function testRouter(seen: { produced: number; ended: PromiseWithResolvers<string> }) {
  const os = implement(contract);
  return os.router({
    echo: os.echo.handler(({ input }) => input),
    refuse: os.refuse.handler(() => {
      throw new AppError('rate-limited', 'Too many.', {
        details: { retryAt: 5 },
        cause: new Error('/secret/path'),
      });
    }),
    bug: os.bug.handler(() => {
      throw new TypeError('secret at /root/file.ts');
    }),
    wrongOutput: os.wrongOutput.handler(() => ({ n: 'secret' }) as unknown as { n: number }),
    count: os.count.handler(async function* () {
      try {
        for (;;) yield seen.produced++;
      } finally {
        seen.ended.resolve('count');
      }
    }),
    wait: os.wait.handler(async function* ({ signal }) {
      yield 1;
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
      seen.ended.resolve('wait');
    }),
    hang: os.hang.handler(async ({ signal }) => {
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
      seen.ended.resolve('hang');
    }),
    breaks: os.breaks.handler(async function* () {
      yield 1;
      throw new TypeError('secret at /root/file.ts');
    }),
  });
}

type TestClient = ContractRouterClient<typeof contract>;
const transports: Record<string, () => Promise<readonly [Channel, Channel]>> = {
  'in process': () => Promise.resolve(linkedChannels()),
  MessagePort: () => {
    const { port1, port2 } = new MessageChannel();
    return Promise.resolve([portChannel(port1), portChannel(port2)]);
  },
  WebSocket: socketPair,
};

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

async function open(transport: string) {
  const [server, client] = await (transports[transport] ?? socketPair)();
  const logged: object[] = [];
  const seen = { produced: 0, ended: Promise.withResolvers<string>() };
  createBridge(testRouter(seen), logInto(logged))(server);
  cleanUps.push(() => client.close());
  return { client: connectBridge(client) as unknown as TestClient, channel: client, seen, logged };
}

describe.each(Object.keys(transports))('the bridge over %s', (transport) => {
  test('answers a call', async () => {
    const { client } = await open(transport);
    expect(await client.echo({ text: 'hello' })).toEqual({ text: 'hello' });
  });

  test('names an input that is not valid, field by field', async () => {
    const { client } = await open(transport);
    const error = await client.echo({ text: 'x'.repeat(11) }).catch(errorFromBridge);
    expect(error).toMatchObject({ code: 'invalid-input', details: { issues: [{ path: 'text' }] } });
  });

  test('says what is not valid with one full stop', async () => {
    const { client } = await open(transport);
    const error = await client.echo({ text: 'not so' }).catch(errorFromBridge);
    expect(error).toMatchObject({
      message: 'This request is not valid: text: Say it otherwise.',
      details: { problem: 'text: Say it otherwise' },
    });
  });

  test('names a method that does not exist', async () => {
    const { client } = await open(transport);
    const unknown = client as unknown as { nothing: () => Promise<unknown> };
    expect(await unknown.nothing().catch(errorFromBridge)).toMatchObject({ code: 'not-found' });
  });

  test("passes on a handler's AppError without its cause", async () => {
    const { client } = await open(transport);
    const error: unknown = await client.refuse().catch((thrown: unknown) => thrown);
    expect(errorFromBridge(error)).toMatchObject({
      code: 'rate-limited',
      message: 'Too many.',
      retryable: true,
      details: { retryAt: 5 },
    });
    expect(wire(error)).not.toContain('secret');
  });

  test.each(['bug', 'wrongOutput'] as const)(
    'hides what a %s says, and logs where it was',
    async (method) => {
      const { client, logged } = await open(transport);
      const error: unknown = await client[method]().catch((thrown: unknown) => thrown);
      expect(errorFromBridge(error)).toMatchObject({ code: 'internal', retryable: false });
      expect(wire(error)).not.toMatch(/secret|\/root|\.ts/);
      expect(logged).toHaveLength(1);
      expect(JSON.stringify(logged)).not.toContain('secret');
    },
  );

  test('hides a bug in the middle of a stream', async () => {
    const { client } = await open(transport);
    const error = await collect(await client.breaks()).catch((thrown: unknown) => thrown);
    expect(errorFromBridge(error)).toMatchObject({ code: 'internal' });
    expect(wire(error)).not.toMatch(/secret|\/root/);
  });

  test('stops the work when the caller leaves the loop', async () => {
    const { client, seen } = await open(transport);
    for await (const value of await client.wait()) {
      expect(value).toBe(1);
      break;
    }
    expect(await seen.ended.promise).toBe('wait');
  });

  test('stops the work when the signal is aborted', async () => {
    const { client, seen } = await open(transport);
    const controller = new AbortController();
    const call = client.hang(undefined, { signal: controller.signal }).catch(() => 'aborted');
    // Something else answered means the first call has been read as well.
    await client.echo({ text: 'now' });
    controller.abort();
    expect(await call).toBe('aborted');
    expect(await seen.ended.promise).toBe('hang');
  });

  test('stops the work when the channel closes', async () => {
    const { client, channel, seen } = await open(transport);
    const stream = await client.wait();
    await stream.next();
    channel.close();
    expect(await seen.ended.promise).toBe('wait');
  });

  test('hears a cancel and other calls while a stream is fed from memory', async () => {
    const { client, seen } = await open(transport);
    const stream = await client.count();
    await stream.next();
    expect(await client.echo({ text: 'still' })).toEqual({ text: 'still' });
    await stream.return?.();
    expect(await seen.ended.promise).toBe('count');
  });

  test.each([
    '{',
    '[]',
    '"x"',
    '{"i":1}',
    '{"i":"1","p":{"u":"http://elsewhere/"}}',
    '{"i":"1","p":{"u":"//x"}}',
  ])('closes on a message that is not of its language: %s', async (frame) => {
    const { channel, logged } = await open(transport);
    const closed = new Promise<void>((resolve) => channel.onClose(resolve));
    await channel.send(frame);
    await closed;
    expect(JSON.stringify(logged)).not.toContain('elsewhere');
  });
});

test('closes on a message longer than 1 MiB', async () => {
  const { channel } = await open('in process');
  const closed = new Promise<void>((resolve) => channel.onClose(resolve));
  await channel.send(JSON.stringify({ i: '1', p: { u: '/echo', b: 'x'.repeat(1 << 20) } }));
  await closed;
});

test('an error of the bridge itself is not mistaken for one of ours', () => {
  const error = new ORPCError('TOO_MANY_REQUESTS');
  expect(errorFromBridge(error)).toBe(error);
});

function wire(error: unknown): string {
  return error instanceof ORPCError ? JSON.stringify(error.toJSON()) : String(error);
}

async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

function logInto(logged: object[]): Log {
  const log = (facts: object) => void logged.push(facts);
  return { debug: log, info: log, warn: log, error: log };
}

async function socketPair(): Promise<readonly [Channel, Channel]> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const accepted = once(server, 'connection');
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`);
  await once(client, 'open');
  const [socket] = (await accepted) as [WebSocket];
  cleanUps.push(() => server.close());
  return [socketChannel(socket), socketChannel(client)];
}

function socketChannel(socket: WebSocket): Channel {
  return {
    send: (data) => socket.send(data),
    onMessage: (callback) => socket.on('message', (data: Buffer) => callback(data.toString())),
    onClose: (callback) => socket.on('close', callback),
    close: () => socket.close(),
  };
}
