import { describe, expect, test, vi } from 'vitest';
import type { AppError } from '../../../../shared/errors.ts';
import { createSdkClient } from './__fixtures__/sdk-client.ts';
import { hostileServer } from './__fixtures__/processes-of-test.ts';
import { transportForTest } from './__fixtures__/transport-of-test.ts';
import type { JsonRpcMessage } from './json-rpc.ts';
import { failureOf } from './start-failure.ts';
import type { StdioTransport } from './stdio-transport.ts';

const megabyte = 1024 * 1024;

/** Speaks JSON-RPC by hand, where a client would hide what came. */
function rawOf(transport: StdioTransport) {
  const messages: JsonRpcMessage[] = [];
  let wake: () => void = () => undefined;
  Object.assign(transport, {
    onmessage(message: JsonRpcMessage) {
      messages.push(message);
      wake();
    },
  });
  return {
    messages,
    send: (id: number, method: string, params: object = {}) =>
      transport.send({ jsonrpc: '2.0', id, method, params }),
    async until(fits: (message: JsonRpcMessage) => boolean): Promise<JsonRpcMessage> {
      for (;;) {
        const found = messages.find(fits);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

const answerTo = (id: number) => (message: JsonRpcMessage) => message.id === id;
const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as AppError,
  );

describe('with a client of the 1.x SDK', () => {
  test('a server is started, asked, and ends with its input', async () => {
    const { transport, running } = transportForTest([], { graceMs: 3_600_000 });
    const client = createSdkClient();
    await client.connect(transport);
    expect(transport.pid).toBeGreaterThan(0);
    expect(await running()).toEqual([transport.pid]);
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('echo');
    expect(await client.callTool({ name: 'echo', arguments: { text: 'é😀\u2028' } })).toEqual({
      content: [{ type: 'text', text: 'é😀\u2028' }],
    });
    const closed = vi.fn();
    Object.assign(client, { onclose: closed });
    await client.close();
    expect(await transport.ended).toEqual({
      code: 0,
      signal: null,
      expected: true,
      stderrTail: [],
    });
    expect(closed).toHaveBeenCalledOnce();
    expect(transport.pid).toBeNull();
  });

  test('what is printed on standard output between messages goes to the log', async () => {
    const { transport, linesOf } = transportForTest(['--banner']);
    const client = createSdkClient();
    const onerror = vi.fn();
    Object.assign(client, { onerror });
    await client.connect(transport);
    await client.ping();
    expect(linesOf('stdout')).toEqual(['Welcome to the server!', '\u001b[32mready\u001b[0m']);
    expect(onerror).not.toHaveBeenCalled();
  });

  test('20,000 notes of progress all come before their answer', async () => {
    const { transport } = transportForTest([]);
    const client = createSdkClient();
    await client.connect(transport);
    const seen: number[] = [];
    const call = { name: 'progress', arguments: { notes: 20_000 } };
    await client.callTool(call, undefined, { onprogress: ({ progress }) => seen.push(progress) });
    expect(seen).toEqual(Array.from({ length: 20_000 }, (_, index) => index + 1));
  });

  test('a slow answer with progress comes, side by side with others', async () => {
    const { transport } = transportForTest([]);
    const client = createSdkClient();
    await client.connect(transport);
    const notes: unknown[] = [];
    const slow = client.callTool({ name: 'slow' }, undefined, {
      onprogress: ({ message }) => notes.push(message),
    });
    await client.callTool({ name: 'release' });
    expect(await slow).toEqual({ content: [{ type: 'text', text: 'at last' }] });
    expect(notes).toEqual(['step 1']);
  });

  test('a changed description is told and read', async () => {
    const { transport } = transportForTest([]);
    const changed = Promise.withResolvers<{ name: string; description: string }[]>();
    const client = createSdkClient(changed.resolve);
    await client.connect(transport);
    await client.callTool({ name: 'change' });
    expect((await changed.promise)[0]?.description).toContain('sends your files');
  });

  test('an answer that comes twice is taken once, and the connection goes on', async () => {
    const { transport } = transportForTest(['--answer-twice']);
    const client = createSdkClient();
    await client.connect(transport);
    for (const text of ['a', 'b']) {
      expect(await client.callTool({ name: 'echo', arguments: { text } })).toEqual({
        content: [{ type: 'text', text }],
      });
    }
  });

  test('2,000 calls side by side are answered, without a warning of too many listeners', async () => {
    const warned = vi.spyOn(process, 'emitWarning');
    const { transport } = transportForTest([]);
    const client = createSdkClient();
    await client.connect(transport);
    const calls = Array.from({ length: 2000 }, (_, index) =>
      client.callTool({ name: 'echo', arguments: { text: `${index}${'x'.repeat(1000)}` } }),
    );
    const answers = await Promise.all(calls);
    expect(answers.map(({ content }) => Number.parseInt(content[0]?.text ?? '', 10))).toEqual(
      answers.map((_, index) => index),
    );
    expect(warned).not.toHaveBeenCalled();
  });

  test('12 MB in one line are an answer', async () => {
    const { transport, log } = transportForTest([]);
    const client = createSdkClient();
    await client.connect(transport);
    const { content } = await client.callTool({ name: 'line', arguments: { megabytes: 12 } });
    expect(content[0]?.text).toHaveLength(12 * megabyte);
    const line = log.read(0).lines.at(-1);
    expect([line?.direction, line?.text.length]).toEqual(['received', 16 * 1024]);
  });

  test('an answer over the cap fails its call at once and the connection goes on', async () => {
    for (const flags of [[], ['--id-last']]) {
      const { transport } = transportForTest(flags, { maxLineBytes: megabyte });
      const errors: Error[] = [];
      const client = createSdkClient();
      Object.assign(client, { onerror: (error: Error) => errors.push(error) });
      await client.connect(transport);
      const failed = await rejection(
        client.callTool({ name: 'line', arguments: { megabytes: 2 } }),
      );
      const facts = { bytes: expect.any(Number), limitBytes: megabyte };
      expect(failed).toMatchObject({ code: -32603, data: { cause: 'answer-too-long', ...facts } });
      expect(errors).toEqual([expect.objectContaining({ code: 'too-large' })]);
      expect((errors[0] as AppError).details).toEqual({ server: 'hostile', ...facts });
      await client.ping();
    }
  });

  test('a flood on standard error does not hold up a call', async () => {
    const { transport, linesOf } = transportForTest(['--stderr-mb=20']);
    const client = createSdkClient();
    await client.connect(transport);
    expect(await client.callTool({ name: 'echo', arguments: { text: 'a' } })).toBeDefined();
    await expect.poll(() => linesOf('stderr').at(-1), { timeout: 25_000 }).toBe('flooded');
    expect(linesOf('stderr').length).toBeLessThanOrEqual(10_000);
  });

  test('a server that crashes in a call ends it, and says how and what it said', async () => {
    const { transport } = transportForTest(['--crash-after=1']);
    const client = createSdkClient();
    await client.connect(transport);
    await client.callTool({ name: 'echo', arguments: { text: 'a' } });
    const failed = await rejection(client.callTool({ name: 'echo', arguments: { text: 'b' } }));
    expect(failed).toMatchObject({ code: -32000 });
    expect(await transport.ended).toMatchObject({ code: 7, signal: null, expected: false });
    await expect(transport.send({ jsonrpc: '2.0', id: 9, method: 'ping' })).rejects.toMatchObject({
      code: 'mcp-connection-failed',
      details: { server: 'hostile', cause: 'closed' },
    });
  });
});

describe('a server that does not get as far as an answer', () => {
  const initialize = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: {} };

  test('ends early: code and last lines, without the secret in them', async () => {
    const { transport } = transportForTest(['--exit-early=4'], { secrets: ['canary-secret'] });
    const raw = rawOf(transport);
    const closed = vi.fn();
    Object.assign(transport, { onclose: closed });
    await transport.start();
    await raw.send(1, 'initialize', initialize).catch(() => undefined);
    const stderrTail = ['reading the configuration', 'no such database: [hidden]'];
    expect(await transport.ended).toEqual({ code: 4, signal: null, expected: false, stderrTail });
    expect(failureOf(transport.attempt())).toMatchObject({ cause: 'exited', code: 4 });
    expect(closed).toHaveBeenCalledOnce();
    await transport.close();
    expect(closed).toHaveBeenCalledOnce();
  });

  test('ends when it is asked for what it does not know, and answers when it is not', async () => {
    const first = transportForTest(['--exit-on-discover']);
    const probe = rawOf(first.transport);
    await first.transport.start();
    await probe.send(1, 'server/discover');
    expect(await first.transport.ended).toMatchObject({ code: 1, expected: false });
    expect(probe.messages).toEqual([]);

    const second = transportForTest(['--exit-on-discover']);
    const client = createSdkClient();
    await client.connect(second.transport);
    await client.ping();
  });

  test('says nothing: one process, alive until it is stopped', async () => {
    const { transport, running } = transportForTest(['--silent']);
    const raw = rawOf(transport);
    await transport.start();
    await raw.send(1, 'server/discover');
    expect(failureOf(transport.attempt())).toEqual({
      cause: 'timed-out',
      seconds: expect.any(Number),
      stderrTail: [],
    });
    expect(await running()).toHaveLength(1);
    await transport.close();
    expect(raw.messages).toEqual([]);
  });

  test('greets on standard output and says nothing: that is what is told', async () => {
    const { transport, linesOf } = transportForTest(['--silent', '--banner']);
    await transport.start();
    await expect.poll(() => linesOf('stdout')).toHaveLength(2);
    expect(failureOf(transport.attempt())).toEqual({
      cause: 'noise-on-stdout',
      noise: ['Welcome to the server!', '\u001b[32mready\u001b[0m'],
      stderrTail: [],
    });
  });

  test.for<[object, object]>([
    [
      { command: 'no-such-server', environment: { PATH: '/usr/bin:/bin' } },
      { cause: 'command-not-found', command: 'no-such-server', searched: ['/usr/bin', '/bin'] },
    ],
    [{ cwd: '/no/such/folder' }, { cause: 'folder-missing', folder: '/no/such/folder' }],
    [{ command: '/etc/passwd' }, { cause: 'not-executable', path: '/etc/passwd' }],
    [{ args: ['a\0'] }, { cause: 'config-invalid', reason: 'null-character' }],
  ])('cannot be started: %j', async ([options, details]) => {
    const { transport, linesOf } = transportForTest([], options);
    const closed = vi.fn();
    Object.assign(transport, { onclose: closed });
    await expect(transport.start()).rejects.toMatchObject({
      code: 'mcp-connection-failed',
      details: { server: 'hostile', ...details },
    });
    await transport.close();
    expect(closed).not.toHaveBeenCalled();
    expect(linesOf('host')).toHaveLength(1);
  });
});

describe('its end', () => {
  const stubborn = ['--ignore-eof', '--ignore-term', '--fork', '--setsid'];

  test('one that ignores everything, behind a shell, with children in and out of its group', async () => {
    const script = `"${process.execPath}" "${hostileServer}" ${stubborn.join(' ')}; true`;
    const { transport, running } = transportForTest([], {
      command: '/bin/sh',
      args: ['-c', script],
    });
    const client = createSdkClient();
    await client.connect(transport);
    await expect.poll(running, { timeout: 20_000 }).toHaveLength(5);
    await transport.close();
    expect(await running()).toEqual([]);
    expect(await transport.ended).toMatchObject({ signal: 'SIGTERM', expected: true });
  });

  test('forced, it does not wait', async () => {
    const { transport, running } = transportForTest(stubborn, { graceMs: 3_600_000 });
    const client = createSdkClient();
    await client.connect(transport);
    const slow = transport.close();
    await transport.close({ force: true });
    await slow;
    expect(await running()).toEqual([]);
    expect(await transport.ended).toMatchObject({ signal: 'SIGKILL', expected: true });
  });

  test('killed by somebody else: callers hear at once, and what it left is ended', async () => {
    const { transport, running } = transportForTest(['--fork', '--setsid']);
    const client = createSdkClient();
    await client.connect(transport);
    await expect.poll(running, { timeout: 20_000 }).toHaveLength(4);
    const slow = rejection(client.callTool({ name: 'slow' }));
    process.kill(transport.pid!, 'SIGKILL');
    expect(await slow).toMatchObject({ code: -32000 });
    expect(await transport.ended).toMatchObject({ signal: 'SIGKILL', expected: false });
    await expect.poll(running).toEqual([]);
  });

  test('stopped while it is being looked for, it is not started', async () => {
    const { transport, linesOf } = transportForTest([]);
    const started = rejection(transport.start());
    await transport.close();
    expect(await started).toMatchObject({ details: { server: 'hostile', cause: 'closed' } });
    expect(linesOf('host')).toEqual([]);
  });

  test('a process that closed its input fails who writes, and nothing else', async () => {
    const { transport } = transportForTest([], {
      command: '/bin/sh',
      args: ['-c', 'exec <&-; echo closed >&2; sleep 600'],
    });
    await transport.start();
    const blocked = { jsonrpc: '2.0', id: 1, method: 'x', params: { text: 'x'.repeat(megabyte) } };
    await expect(transport.send(blocked as JsonRpcMessage)).rejects.toMatchObject({
      details: { server: 'hostile', cause: 'crashed' },
    });
  });
});

test('sending waits for a server that does not read', async () => {
  const { transport } = transportForTest([], { command: '/bin/sh', args: ['-c', 'sleep 600'] });
  await transport.start();
  let sent = false;
  const message = {
    jsonrpc: '2.0',
    method: 'x',
    params: { text: 'x'.repeat(4 * megabyte) },
  } as const;
  const waiting = rejection(transport.send(message).then(() => (sent = true)));
  // As many turns as a write to a pipe could take.
  for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(sent).toBe(false);
  await transport.close({ force: true });
  expect(await waiting).toMatchObject({ details: { cause: 'crashed' } });
});

test('a server sees what it needs of our environment and none of our keys', async () => {
  const { transport, linesOf } = transportForTest([], {
    command: '/bin/sh',
    args: ['-c', 'env >&2'],
    environment: { GREETING: 'hello' },
  });
  await transport.start();
  await transport.ended;
  const names = linesOf('stderr').map((line) => line.split('=')[0]);
  expect(names).toEqual(expect.arrayContaining(['PATH', 'HOME', 'GREETING', 'TINA_SERVER_TOKEN']));
  expect(linesOf('stderr').join()).not.toContain('canary');
});

test('protocol messages are in the log with their direction and without tokens', async () => {
  const { transport, log } = transportForTest([], { secrets: ['canary-key'] });
  const raw = rawOf(transport);
  await transport.start();
  await raw.send(1, 'tools/call', {
    name: 'echo',
    arguments: { text: 'canary-key', token: 'abc' },
  });
  await raw.until(answerTo(1));
  expect(
    log
      .read(0)
      .lines.filter(({ kind }) => kind === 'protocol')
      .map(({ direction, text }) => [direction, text]),
  ).toEqual([
    [
      'sent',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"[hidden]","token":"[hidden]"}}}',
    ],
    [
      'received',
      '{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"[hidden]"}]}}',
    ],
  ]);
});
