import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, expect, test } from 'vitest';
import { applyUpdate } from '../shared/chat/chat-view.ts';
import type { ChatView } from '../shared/chat/chat-view.ts';
import type { Client } from '../shared/contract/index.ts';
import { draftConfigSchema } from '../shared/contract/mcp-server.ts';
import { createApp } from './app.ts';
import { connectBridge, errorFromBridge } from './bridge/connect-bridge.ts';
import { linkedChannels } from './bridge/linked-channels.ts';
import { createBridge } from './bridge/serve-bridge.ts';
import { noDesktop } from './host.ts';
import type { Host, KeyPlace } from './host.ts';
import startStoreWorker from './store/__fixtures__/start-store-worker.ts';
import { hostileServer } from './tools/mcp/stdio/__fixtures__/processes-of-test.ts';

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

const hidden = new Set<string>();

/** Port 1 is not given to servers: whatever else runs on this machine is not found. */
const nobodyElse = {
  OLLAMA_HOST: 'http://127.0.0.1:1',
  LMSTUDIO_BASE_URL: 'http://127.0.0.1:1',
};

async function open(environment: Record<string, string> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'tina-app-'));
  cleanUps.push(() => rm(dataDir, { recursive: true, force: true }));
  const logged: unknown[] = [];
  const host = memoryHost(dataDir, { ...nobodyElse, ...environment }, logged);
  const app = await createApp(host, { version: '1.2.3', createStoreWorker: startStoreWorker });
  let disposed: Promise<void> | undefined;
  const dispose = () => (disposed ??= app.dispose());
  cleanUps.push(dispose);
  const [server, channel] = linkedChannels();
  const frames: string[] = [];
  channel.onMessage((data) => frames.push(String(data)));
  createBridge(app.router, host.log)(server);
  return { client: connectBridge(channel), channel, dataDir, frames, logged, dispose };
}

test('a newcomer without a key talks to the demo, which uses a tool', async () => {
  const { client } = await open();
  const { providers, defaultModel } = await client.providers.list();
  expect(providers.filter(({ ready }) => ready).map(({ id }) => id)).toEqual(['demo']);
  expect(defaultModel).toEqual({ provider: 'demo', model: 'demo' });
  const conversationId = uuidv7();
  await client.chat.send({ conversationId, messageId: uuidv7(), text: 'What is 6 * 7?' });
  const view = await watchUntilEnd(client, conversationId);
  const answer = view.messages.at(-1);
  expect(answer?.status).toBe('complete');
  expect(answer?.parts.find(({ type }) => type === 'tool-call')).toMatchObject({
    name: 'calculate',
    state: 'done',
    input: { expression: '6 * 7' },
    result: { value: 42 },
  });
  expect(JSON.stringify(answer?.parts)).toContain('**42**');
  const { conversations } = await client.conversations.list({});
  expect(conversations).toMatchObject([
    { id: conversationId, title: 'What is 6 * 7?', running: false },
  ]);
});

test('a key is used for the vendor and is nowhere else', async () => {
  const canary = `sk-ant-canary-${uuidv7()}`;
  const keys: string[] = [];
  const vendor = await startVendor((headers) => keys.push(String(headers['authorization'])));
  const { client, dataDir, frames, logged } = await open();
  await client.settings.update({ providers: { anthropic: { baseUrl: vendor } } });
  expect(
    await client.providers.setKey({ provider: 'anthropic', key: canary, place: 'session' }),
  ).toEqual({
    set: true,
    last4: canary.slice(-4),
    place: 'session',
  });
  expect(await client.providers.check({ provider: 'anthropic' })).toEqual({ ok: true });
  const conversationId = uuidv7();
  await client.chat.send({ conversationId, messageId: uuidv7(), text: 'Say hello to me' });
  const view = await watchUntilEnd(client, conversationId);
  expect(view.messages.at(-1)?.parts).toContainEqual({ type: 'text', text: 'Hello there' });
  expect(new Set(keys)).toEqual(new Set([`Bearer ${canary}`]));

  const haystack = [JSON.stringify(logged), ...frames];
  for (const name of await readdir(dataDir))
    haystack.push(await readFile(join(dataDir, name), 'latin1').catch(() => ''));
  expect(haystack.filter((text) => text.includes(canary))).toEqual([]);
});

test('a server that does not want to end keeps nothing from being put on disk, and the app not for long', async () => {
  const { client, dataDir, dispose } = await open();
  const { server } = await client.mcp.add({
    config: draftConfigSchema.parse({
      name: 'Stubborn',
      transport: {
        type: 'stdio',
        command: process.execPath,
        args: [hostileServer, '--ignore-eof', '--ignore-term'],
      },
    }),
  });
  const { hash } = await client.mcp.consent({ server });
  await client.mcp.allow({ server, hash });
  await client.mcp.setEnabled({ server, enabled: true });
  await client.mcp.start({ server });
  await expect.poll(async () => (await client.tools.list()).tools.length).toBeGreaterThan(5);
  let isOver = false;
  const over = dispose().then(() => (isOver = true));
  // SQLite takes it away when the last connection is closed.
  await expect
    .poll(async () => (await readdir(dataDir)).includes('tina.db-wal'), { timeout: 10_000 })
    .toBe(false);
  expect(isOver).toBe(false);
  await over;
});

test('whoever watches the keys is told of every change, and of none of them', async () => {
  const { client } = await open();
  const stopped = new AbortController();
  const seen: object[] = [];
  const watched = await client.providers.watchKeys(undefined, { signal: stopped.signal });
  const following = (async () => {
    for await (const value of watched) {
      seen.push(value);
      if (seen.length === 1)
        await client.providers.setKey({ provider: 'groq', key: 'gsk-canary', place: 'session' });
      if (seen.length === 2) await client.providers.removeKey({ provider: 'groq' });
      if (seen.length === 3) return;
    }
  })();
  await following;
  stopped.abort();
  expect(seen).toEqual([{ changes: 0 }, { changes: 1 }, { changes: 2 }]);
});

test('a stored key goes only to the address it was stored for', async () => {
  const stolen: unknown[] = [];
  const thief = await startVendor((headers) => stolen.push(headers));
  const vendor = await startVendor(() => {});
  const { client } = await open();
  const baseUrl = (value: string) =>
    client.settings.update({ providers: { anthropic: { baseUrl: value } } });
  await baseUrl(vendor);
  await client.providers.setKey({
    provider: 'anthropic',
    key: 'sk-ant-stored',
    place: 'session',
  });
  expect(await client.providers.check({ provider: 'anthropic', baseUrl: thief })).toMatchObject({
    ok: false,
    error: { message: 'This address is new: enter the key of Anthropic again for it.' },
  });
  await baseUrl(thief);
  expect((await client.providers.list()).providers[0]).toMatchObject({
    ready: false,
    key: { set: true, forOrigin: vendor },
  });
  expect((await client.providers.check({ provider: 'anthropic' })).ok).toBe(false);
  await client.providers.models({ refresh: true });
  const conversationId = uuidv7();
  await client.chat.send({
    conversationId,
    messageId: uuidv7(),
    text: 'hello',
    begin: { model: { provider: 'anthropic', model: 'claude-x' } },
  });
  await watchUntilEnd(client, conversationId);
  expect(stolen).toEqual([]);

  const tried = { provider: 'anthropic', key: 'sk-ant-tried-only', baseUrl: thief };
  expect(await client.providers.check(tried)).toEqual({ ok: true });
  expect(hidden).toContain('sk-ant-tried-only');
  await baseUrl(`${vendor}/v1`);
  expect((await client.providers.list()).providers[0]).toMatchObject({ ready: true });
});

test('a key is not kept for another address than the one its owner saw', async () => {
  const vendor = await startVendor(() => {});
  const { client } = await open();
  const save = (forOrigin: string | null) =>
    client.providers.setKey({
      provider: 'anthropic',
      key: 'sk-ant-not-for-there',
      place: 'session',
      forOrigin,
    });
  await client.settings.update({ providers: { anthropic: { baseUrl: `${vendor}/v1` } } });
  for (const seen of ['https://api.anthropic.com', null])
    await expect(refusal(save(seen))).resolves.toMatchObject({
      code: 'conflict',
      details: { situation: 'address-changed' },
    });
  expect((await client.providers.list()).providers[0]).toMatchObject({ key: { set: false } });
  expect(await save(vendor)).toMatchObject({ set: true });
});

test('what cannot be done is refused in words', async () => {
  const { client } = await open();
  await expect(
    refusal(client.providers.setKey({ provider: 'nobody', key: 'x', place: 'session' })),
  ).resolves.toMatchObject({
    code: 'unknown-provider',
  });
  await expect(
    refusal(
      client.settings.update({ providers: { anthropic: { baseUrl: 'http://example.com' } } }),
    ),
  ).resolves.toMatchObject({ code: 'invalid-input' });
  expect(await client.providers.check({ provider: 'anthropic' })).toMatchObject({
    ok: false,
    error: { code: 'authentication-failed' },
  });
  await expect(refusal(client.conversations.get({ id: uuidv7() }))).resolves.toMatchObject({
    code: 'not-found',
  });
});

test('a model whose provider has no key any more ends the answer with what to do', async () => {
  const { client } = await open();
  const conversationId = uuidv7();
  await client.chat.send({
    conversationId,
    messageId: uuidv7(),
    text: 'Anyone there?',
    begin: { model: { provider: 'anthropic', model: 'claude-x' } },
  });
  const view = await watchUntilEnd(client, conversationId);
  expect(view.messages.at(-1)).toMatchObject({
    status: 'failed',
    error: { code: 'authentication-failed' },
  });
});

test('a stop that comes right behind a question stops its answer', async () => {
  const { client } = await open();
  const conversationId = uuidv7();
  const [, stop] = await Promise.all([
    client.chat.send({ conversationId, messageId: uuidv7(), text: 'Tell me of this place' }),
    client.chat.stop({ conversationId }),
  ]);
  expect(stop).toEqual({ stopped: true });
  expect((await watchUntilEnd(client, conversationId)).messages.at(-1)?.status).toBe('stopped');
});

test('a stop is answered at once and ends the request', async () => {
  const gone = Promise.withResolvers<void>();
  const vendor = await startVendor(() => {}, gone.resolve);
  const { client } = await open({
    ANTHROPIC_API_KEY: 'sk-ant-environment',
    ANTHROPIC_BASE_URL: vendor,
  });
  const conversationId = uuidv7();
  await client.chat.send({ conversationId, messageId: uuidv7(), text: 'hang on please' });
  const controller = new AbortController();
  const updates = await client.chat.watch({ conversationId }, { signal: controller.signal });
  let view: ChatView | null = null;
  for await (const update of updates) {
    view = applyUpdate(view, update);
    if (JSON.stringify(view?.messages.at(-1)?.parts).includes('Hello')) break;
  }
  expect(await client.chat.stop({ conversationId })).toEqual({ stopped: true });
  await gone.promise;
  expect((await watchUntilEnd(client, conversationId)).messages.at(-1)?.status).toBe('stopped');
});

test('what was asked is counted and paid for, and a budget stops what could cost more', async () => {
  let asked = 0;
  const vendor = await startVendor(() => asked++);
  const { client, logged } = await open({
    ANTHROPIC_API_KEY: secretKey,
    ANTHROPIC_BASE_URL: vendor,
  });
  const model = { provider: 'anthropic', model: 'claude-sonnet-5-5' };
  const conversationId = uuidv7();
  const ask = async (text: string) => {
    const messageId = uuidv7();
    await client.chat.send({ conversationId, messageId, text, begin: { model } });
    return (await watchUntilEnd(client, conversationId)).messages.at(-1);
  };
  expect(await ask('canary question')).toMatchObject({ status: 'complete' });
  const news = await client.usage.watch();
  for await (const { recorded } of news) if (recorded === 1) break;

  // 3 tokens at 2 dollars per million, and 5 at 10.
  const period = { from: 0, to: Date.now() + 60_000 };
  expect(await client.usage.totals(period)).toMatchObject({ requests: 1, costUsd: 56e-6 });
  expect(await client.usage.summary({ ...period, by: 'model', timeZone: 'UTC' })).toMatchObject([
    { key: 'anthropic/claude-sonnet-5-5', outputTokens: 5, costUsd: 56e-6 },
  ]);
  let file = '';
  for await (const piece of await client.usage.exportCsv(period)) file += piece;
  expect(file).toContain(
    `,anthropic,Anthropic,claude-sonnet-5-5,${conversationId},canary question,complete,200,`,
  );

  const before = asked;
  await client.settings.update({ budgets: { dayUsd: 0.0001 } });
  expect(await client.usage.budget()).toMatchObject({
    day: { spent: 56e-6, limit: 0.0001, state: 'ok' },
    month: { spent: 56e-6, limit: null },
  });
  expect(await ask('canary again')).toMatchObject({
    status: 'failed',
    error: { code: 'quota-exceeded', details: { situation: 'budget-spent', period: 'day' } },
  });
  expect(asked).toBe(before);

  const anthropic = (await client.status.get()).find(({ id }) => id === 'anthropic');
  expect(anthropic).toMatchObject({ state: 'ready', attempts: 1, errorRate: 0 });
  for (const format of ['json', 'markdown'] as const) {
    const { text } = await client.status.report({ format });
    expect(text).toContain('anthropic');
    expect(text).not.toMatch(/canary/);
    expect(text).not.toContain(secretKey.slice(-4));
  }

  expect(attemptsIn(logged)).toEqual([
    [
      {
        conversationId,
        messageId: expect.any(String),
        provider: 'anthropic',
        model: 'claude-sonnet-5-5',
        outcome: 'complete',
        httpStatus: 200,
        attemptNumber: 1,
        startedAt: expect.any(Number),
        firstByteMs: expect.any(Number),
        durationMs: expect.any(Number),
        inputTokens: 3,
        outputTokens: 5,
        costNanoUsd: 56_000,
      },
      'a provider was asked',
    ],
  ]);
});

test('an answer is as long as the budget allows, and says so where that cut it off', async () => {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push(JSON.parse(body));
      const usage = { input_tokens: 3, output_tokens: 1 };
      const events = [
        { type: 'message_start', message: { id: 'msg_1', model: 'claude-test', usage } },
        { type: 'content_block_start', index: 0, content_block: { type: 'text', text: 'So far' } },
        {
          type: 'message_delta',
          delta: { stop_reason: 'max_tokens' },
          usage: { output_tokens: 9 },
        },
        { type: 'message_stop' },
      ];
      response.setHeader('content-type', 'text/event-stream');
      response.end(
        events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { client } = await open({
    ANTHROPIC_API_KEY: secretKey,
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
  });
  // At ten dollars per million tokens, and some for what is asked.
  await client.settings.update({ budgets: { dayUsd: 0.1 } });
  const conversationId = uuidv7();
  const model = { provider: 'anthropic', model: 'claude-sonnet-5-5' };
  await client.chat.send({
    conversationId,
    messageId: uuidv7(),
    text: 'Tell me a lot',
    begin: { model },
  });
  expect((await watchUntilEnd(client, conversationId)).messages.at(-1)).toMatchObject({
    status: 'failed',
    error: { code: 'quota-exceeded', details: { situation: 'budget-cut', limitUsd: 0.1 } },
    usage: { inputTokens: 3, outputTokens: 9 },
    parts: expect.arrayContaining([{ type: 'text', text: 'So far' }]),
  });
  const [{ max_tokens: most }] = asked as [{ max_tokens: number }];
  expect(most).toBeGreaterThan(9000);
  expect(most).toBeLessThan(10_000);
  expect(await client.usage.budget()).toMatchObject({ day: { reserved: 0, spent: 96e-6 } });
});

test('a request that fails leaves a line in the log, and no word of what was said or of the key', async () => {
  const refused = JSON.stringify({ error: { type: 'rate_limit_error', message: 'canary echo' } });
  const server = createServer((_, response) => {
    response.writeHead(429, { 'request-id': 'canary-request', 'retry-after': '3600' });
    response.end(refused);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { client, logged } = await open({
    ANTHROPIC_API_KEY: secretKey,
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
  });
  const conversationId = uuidv7();
  await client.chat.send({ conversationId, messageId: uuidv7(), text: 'canary question' });
  expect((await watchUntilEnd(client, conversationId)).messages.at(-1)).toMatchObject({
    error: { code: 'rate-limited', details: { requestId: 'canary-request' } },
  });
  expect(attemptsIn(logged)).toMatchObject([
    [
      { outcome: 'rate-limited', httpStatus: 429, durationMs: expect.any(Number) },
      expect.any(String),
    ],
  ]);
  expect(JSON.stringify(logged)).not.toMatch(/canary/);
  expect(JSON.stringify(logged)).not.toContain(secretKey.slice(-4));
});

/** The lines of requests to vendors. */
function attemptsIn(logged: readonly unknown[]): unknown[] {
  return logged.filter((line) => Array.isArray(line) && line[1] === 'a provider was asked');
}

const secretKey = 'sk-ant-secret-wxyz';

function refusal(call: Promise<unknown>): Promise<unknown> {
  return call.then(() => 'it was not refused', errorFromBridge);
}

async function watchUntilEnd(client: Client, conversationId: string): Promise<ChatView> {
  let view: ChatView | null = null;
  for await (const update of await client.chat.watch({ conversationId })) {
    view = applyUpdate(view, update);
    if (view === null) throw new Error('there is a gap in the events');
    if (view.turn === null && view.messages.at(-1)?.status !== 'streaming') return view;
  }
  throw new Error('the watch ended');
}

/** Speaks just enough of the Messages API; when `onGone` is given, an answer never ends. */
async function startVendor(
  onRequest: (headers: Record<string, string | string[] | undefined>) => void,
  onGone?: () => void,
): Promise<string> {
  const server = createServer((request, response) => {
    onRequest(request.headers);
    if (request.url?.startsWith('/v1/models') === true) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: [], has_more: false, first_id: null, last_id: null }));
      return;
    }
    if (onGone !== undefined) response.on('close', onGone);
    response.setHeader('content-type', 'text/event-stream');
    const send = (event: { type: string }) =>
      response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    const say = (type: string, rest: object) => send({ type, ...rest });
    say('message_start', {
      message: {
        id: 'msg_1',
        model: 'claude-test',
        role: 'assistant',
        content: [],
        usage: { input_tokens: 3, output_tokens: 1 },
      },
    });
    say('content_block_start', { index: 0, content_block: { type: 'text', text: '' } });
    say('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'Hello there' } });
    if (onGone !== undefined) return;
    say('content_block_stop', { index: 0 });
    say('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 5 } });
    say('message_stop', {});
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => server.closeAllConnections());
  cleanUps.push(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function memoryHost(dataDir: string, environment: Record<string, string>, logged: unknown[]): Host {
  const secrets = new Map<string, { value: string; place: KeyPlace }>();
  const log = (...line: unknown[]) => void logged.push(line);
  let settings: object = {};
  return {
    dataDir,
    environment,
    log: { debug: log, info: log, warn: log, error: log },
    settings: { read: () => settings, write: (next) => void (settings = next), mended: null },
    secrets: {
      places: ['session'],
      unreadable: false,
      hide: (secret) => void hidden.add(secret),
      get: (name) => secrets.get(name),
      set: async (name, value, place) => void secrets.set(name, { value, place }),
      delete: async (name) => void secrets.delete(name),
    },
    desktop: noDesktop,
  };
}
