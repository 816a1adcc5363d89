import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { createFakeClock } from '../shared/clock.ts';
import type { WireError } from '../shared/errors.ts';
import { AppError, toWire } from '../shared/errors.ts';
import type { KeyPlace } from './host.ts';
import { createCustomProviderManager } from './manage-custom-providers.ts';
import { createProviderManager } from './manage-providers.ts';
import { createHeaderSecrets } from './providers/provider-headers.ts';
import { createProviderKeys } from './providers/provider-keys.ts';
import { createRegistry } from './providers/registry.ts';
import { createSettings } from './settings/settings.ts';

const { signal } = new AbortController();
const key = 'sk-canary-of-the-key';
const value = 'canary of a header';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A server that speaks just enough, and keeps what was sent to it. */
async function startServer({ lists = true }: { readonly lists?: boolean } = {}) {
  const received: IncomingHttpHeaders[] = [];
  const asked: { readonly path: string | undefined; readonly body: unknown }[] = [];
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    received.push(request.headers);
    const body = await text(request);
    asked.push({ path: request.url, body: body === '' ? undefined : JSON.parse(body) });
    response.setHeader('content-type', 'application/json');
    if (!lists && request.url === '/models') response.writeHead(404).end('{}');
    else response.end(JSON.stringify({ data: [{ id: 'mine' }] }));
  }
  // A failure here is a bug of the test's own: it ends the run.
  const server = createServer((request, response) => void serve(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, asked };
}

/** What is kept outlives the parts that are made of it. */
function createKept() {
  const secrets = new Map<string, { value: string; place: KeyPlace }>();
  const hidden = new Set<string>();
  const logged: unknown[] = [];
  /** Names that cannot be kept, as where a disk is full. */
  const unkept: RegExp[] = [];
  let file: unknown = {};
  return {
    secrets,
    hidden,
    logged,
    unkept,
    get file() {
      return file;
    },
    settingsFile: { read: () => file, write: (next: object) => void (file = next) },
    store: {
      places: ['session', 'plain-file'] as const,
      unreadable: false,
      hide: (secret: string) => void hidden.add(secret),
      get: (name: string) => secrets.get(name),
      async set(name: string, said: string, place: KeyPlace) {
        if (unkept.some((pattern) => pattern.test(name)))
          throw new AppError('disk-full', 'The disk is full.');
        secrets.set(name, { value: said, place });
      },
      delete: async (name: string) => void secrets.delete(name),
    },
  };
}

function open(kept = createKept()) {
  const settings = createSettings(kept.settingsFile);
  const keys = createProviderKeys(kept.store);
  const headers = createHeaderSecrets(kept.store);
  const log = (...line: unknown[]) => void kept.logged.push(line);
  const registry = createRegistry({
    entries: [],
    settings: () => settings.get(),
    environment: {},
    storedKeys: (provider) => keys.all(provider),
    storedHeaders: (provider) => headers.get(provider),
    record: () => {},
    clock: createFakeClock(),
    log: { debug: log, info: log, warn: log, error: log },
  });
  const secrets = kept.store;
  return {
    kept,
    settings,
    registry,
    custom: createCustomProviderManager({ registry, keys, headers, settings, secrets }),
    manager: createProviderManager({ registry, keys, settings, secrets }),
  };
}

const given = (baseUrl: string) => ({
  name: 'Mine',
  baseUrl,
  headers: [{ name: 'x-team', value }],
  models: [],
  place: 'plain-file' as const,
});

/** What is told of something that is refused. */
const refusal = (call: Promise<unknown>): Promise<WireError | string> =>
  call.then(() => 'It was not refused.', toWire);

test('a server of one’s own is a provider like others, asked with its key and its headers', async () => {
  const { url, received } = await startServer();
  const { custom, manager, registry, kept } = open();
  const info = await custom.add(given(`${url}/v1`));
  expect(info).toStrictEqual({
    id: expect.stringMatching(/^custom-[0-9a-f]{8}$/),
    name: 'Mine',
    kind: 'custom',
    needsKey: false,
    key: { set: false },
    keys: [],
    baseUrl: { value: `${url}/v1`, from: 'settings' },
    headers: { names: ['x-team'], set: true },
    namedModels: [],
    ready: true,
  });
  await manager.setKey({ provider: info.id, key, place: 'session' });
  expect(await manager.check({ provider: info.id }, signal)).toStrictEqual({ ok: true });
  const { models, sources } = await registry.models({ refresh: false, signal });
  expect(models).toMatchObject([{ provider: info.id, id: 'mine' }]);
  expect(sources).toStrictEqual([{ provider: info.id, source: 'live' }]);
  expect(received.map((sent) => [sent.authorization, sent['x-team']])).toStrictEqual([
    [`Bearer ${key}`, value],
    [`Bearer ${key}`, value],
  ]);
  expect(kept.file).toMatchObject({
    customProviders: [{ id: info.id, name: 'Mine', baseUrl: `${url}/v1`, headers: ['x-team'] }],
  });
  const told = JSON.stringify([kept.file, kept.logged, registry.list(), models, sources]);
  expect(told).not.toMatch(/canary/);
  expect([...kept.hidden]).toEqual(expect.arrayContaining([key, value]));
});

test('it is there again after a start, and gone with its secrets when it is removed', async () => {
  const first = open();
  const { id } = await first.custom.add(given('http://127.0.0.1:1/v1'));
  await first.manager.setKey({ provider: id, key, place: 'plain-file' });
  const second = open(first.kept);
  expect(second.registry.list()).toMatchObject([{ id, ready: true, headers: { set: true } }]);
  expect(await second.custom.remove(id)).toStrictEqual({ removed: true });
  expect([...second.kept.secrets.keys()]).toStrictEqual([]);
  expect(second.settings.get().customProviders).toStrictEqual([]);
  expect(second.registry.list()).toStrictEqual([]);
  expect(() => second.registry.keyStatus(id)).toThrow(
    expect.objectContaining({
      code: 'unknown-provider',
      message: 'Mine was removed from the settings. Choose another model for this conversation.',
      details: { situation: 'provider-removed', provider: id, providerName: 'Mine' },
    }),
  );
  expect(await second.custom.remove(id)).toStrictEqual({ removed: false });
});

test('neither key nor headers follow it to another address', async () => {
  const mine = await startServer();
  const thief = await startServer();
  const { custom, manager, registry } = open();
  const { id } = await custom.add(given(mine.url));
  await manager.setKey({ provider: id, key, place: 'session' });

  expect(await custom.update({ id, baseUrl: thief.url, place: 'session' })).toMatchObject({
    ready: false,
    key: { set: true, forOrigin: mine.url },
    headers: { names: ['x-team'], forOrigin: mine.url },
  });
  expect(await manager.check({ provider: id }, signal)).toMatchObject({
    ok: false,
    error: { code: 'authentication-failed', details: { situation: 'key-for-another-address' } },
  });
  await manager.removeKey(id);
  expect(await manager.check({ provider: id }, signal)).toMatchObject({
    error: { details: { situation: 'headers-for-another-address' } },
  });
  const never = custom.update({ id, headers: [{ name: 'constructor' }], place: 'session' });
  expect(await refusal(never)).toMatchObject({
    details: { situation: 'header-without-value', header: 'constructor' },
  });
  const kept = custom.update({ id, headers: [{ name: 'x-team' }], place: 'session' });
  expect(await refusal(kept)).toMatchObject({
    code: 'invalid-input',
    details: { situation: 'header-without-value', header: 'x-team' },
  });
  await registry.models({ refresh: true, signal });
  expect(thief.received).toStrictEqual([]);

  // The same server at another path is the same.
  expect(await custom.update({ id, baseUrl: `${mine.url}/v2`, place: 'session' })).toMatchObject({
    ready: true,
  });
});

test('headers are replaced by name, and those without a value keep theirs', async () => {
  const { url, received } = await startServer();
  const { custom, manager, kept } = open();
  const { id } = await custom.add(given(url));
  const updated = await custom.update({
    id,
    name: 'Ours',
    headers: [{ name: 'x-team' }, { name: 'x-more', value: 'more' }],
    place: 'session',
  });
  expect(updated).toMatchObject({ name: 'Ours', headers: { names: ['x-team', 'x-more'] } });
  await manager.check({ provider: id }, signal);
  expect(received).toMatchObject([{ 'x-team': value, 'x-more': 'more' }]);
  await custom.update({ id, headers: [], place: 'session' });
  expect(kept.secrets.size).toBe(0);
});

test('models that were named can be chosen and checked where the server lists none', async () => {
  const { url, asked } = await startServer({ lists: false });
  const { custom, manager, registry } = open();
  const idsNow = async () => {
    const { models, sources } = await registry.models({ refresh: false, signal });
    return [models.map(({ id }) => id), sources.map(({ source, error }) => error?.code ?? source)];
  };
  const { id } = await custom.add(given(url));
  expect(await idsNow()).toStrictEqual([[], ['not-found']]);
  expect(await manager.check({ provider: id }, signal)).toMatchObject({ ok: false });

  const named = await custom.update({ id, models: ['one', 'two', 'one'], place: 'session' });
  expect(named.namedModels).toStrictEqual(['one', 'two']);
  expect(await idsNow()).toStrictEqual([['one', 'two'], ['named']]);
  asked.length = 0;
  expect(await manager.check({ provider: id }, signal)).toStrictEqual({ ok: true });
  expect(asked).toMatchObject([
    { path: '/models' },
    { path: '/chat/completions', body: { model: 'one', max_tokens: 1 } },
  ]);

  await custom.update({ id, models: ['two'], place: 'session' });
  expect(await idsNow()).toStrictEqual([['two'], ['named']]);
  // What is not said stays.
  expect(await custom.update({ id, name: 'Ours', place: 'session' })).toMatchObject({
    namedModels: ['two'],
  });
});

test('headers and models that were only typed are checked, and nothing is kept of them', async () => {
  const { url, received, asked } = await startServer({ lists: false });
  const { custom, manager, kept } = open();
  const { id } = await custom.add(given(url));
  const before = JSON.stringify([kept.file, [...kept.secrets]]);
  const check = (headers: { name: string; value?: string }[], more: object = {}) =>
    manager.check({ provider: id, headers, models: ['typed'], ...more }, signal);

  expect(await check([{ name: 'x-team' }, { name: 'x-more', value: 'canary' }])).toStrictEqual({
    ok: true,
  });
  expect(received.at(-1)).toMatchObject({ 'x-team': value, 'x-more': 'canary' });
  expect(asked.at(-1)).toMatchObject({ path: '/chat/completions', body: { model: 'typed' } });
  expect(kept.hidden).toContain('canary');
  expect(await check([{ name: 'x-team', value: 'another' }])).toStrictEqual({ ok: true });
  expect(received.at(-1)).toMatchObject({ 'x-team': 'another' });
  expect(await check([])).toStrictEqual({ ok: true });
  expect(received.at(-1)).not.toHaveProperty('x-team');
  expect(await check([{ name: 'x-new' }])).toMatchObject({
    error: { details: { situation: 'header-without-value', header: 'x-new' } },
  });

  const elsewhere = await startServer();
  expect(await check([{ name: 'x-team' }], { baseUrl: elsewhere.url })).toMatchObject({
    error: { details: { situation: 'headers-for-another-address' } },
  });
  expect(elsewhere.received).toStrictEqual([]);
  const typed = [{ name: 'x-team', value: 'for the new one' }];
  expect(await check(typed, { baseUrl: elsewhere.url })).toStrictEqual({ ok: true });
  expect(elsewhere.received).toMatchObject([{ 'x-team': 'for the new one' }]);
  expect(JSON.stringify([kept.file, [...kept.secrets]])).toBe(before);
});

test('a key that comes with a new server is kept for its address', async () => {
  const { url, received } = await startServer();
  const { custom, manager, registry, kept } = open();
  const { id, key: status } = await custom.add({ ...given(`${url}/v1`), key });
  expect(status).toStrictEqual({ set: true, last4: '-key', place: 'plain-file' });
  expect(await manager.check({ provider: id }, signal)).toStrictEqual({ ok: true });
  expect(received.at(-1)?.authorization).toBe(`Bearer ${key}`);
  expect(registry.list()).toMatchObject([{ ready: true }]);
  expect(kept.hidden).toContain(key);
  await custom.remove(id);
  expect(kept.secrets.size).toBe(0);
  const nowhere = { ...given(url), headers: [], key, place: 'keychain' as const };
  expect(await refusal(custom.add(nowhere))).toMatchObject({
    details: { situation: 'places-of-keys' },
  });
  expect(registry.list()).toStrictEqual([]);
});

test.each([
  ['its key', /^provider\//],
  ['its headers', /^headers\//],
])('where %s cannot be kept there is no new server', async (_, names) => {
  const { custom, registry, settings, kept } = open();
  const before = settings.get();
  kept.unkept.push(names);
  const add = () => custom.add({ ...given('https://mine.example/v1'), key });
  expect(await refusal(add())).toMatchObject({ code: 'disk-full' });
  expect(registry.list()).toStrictEqual([]);
  expect([settings.get(), [...kept.secrets.keys()]]).toStrictEqual([before, []]);
  kept.unkept.length = 0;
  await add();
  expect(registry.list()).toMatchObject([{ name: 'Mine', ready: true, key: { set: true } }]);
});

test('where the headers of a change cannot be kept, all is as before', async () => {
  const { custom, registry, settings, kept } = open();
  const { id } = await custom.add(given('https://mine.example/v1'));
  const before = [settings.get(), registry.list(), [...kept.secrets]];
  kept.unkept.push(/^headers\//);
  const headers = [{ name: 'x-more', value: 'more' }];
  const change = custom.update({ id, name: 'Ours', headers, place: 'session' });
  expect(await refusal(change)).toMatchObject({ code: 'disk-full' });
  expect([settings.get(), registry.list(), [...kept.secrets]]).toStrictEqual(before);
});

test('models that were named stand beside those the server lists', async () => {
  const { url, asked } = await startServer();
  const { custom, manager, registry } = open();
  const { id } = await custom.add({ ...given(url), models: ['hidden', 'mine'] });
  const { models } = await registry.models({ refresh: false, signal });
  expect(models.map((model) => model.id)).toStrictEqual(['hidden', 'mine']);
  expect(await manager.check({ provider: id }, signal)).toStrictEqual({ ok: true });
  expect(asked.map(({ path }) => path)).toStrictEqual(['/models', '/models']);
});

test('headers whose values were not to be kept are asked for again', async () => {
  const { custom, manager, kept } = open();
  const { id } = await custom.add({ ...given('http://127.0.0.1:1'), place: 'session' });
  kept.secrets.clear();
  const after = open(kept);
  expect(after.registry.list()).toMatchObject([{ ready: false, headers: { set: false } }]);
  expect(await manager.check({ provider: id }, signal)).toMatchObject({
    error: { details: { situation: 'headers-missing' } },
  });
});

test('what cannot be is refused, and nothing is left of it', async () => {
  const { custom, manager, kept } = open();
  const refused = async (call: Promise<unknown>) => {
    const error = await refusal(call);
    return typeof error === 'string' ? error : error.details?.['situation'];
  };
  const add = (more: object) => custom.add({ ...given('https://mine.example/v1'), ...more });
  expect(await refused(add({ baseUrl: 'http://mine.example' }))).toBe('address-not-safe');
  expect(await refused(add({ baseUrl: 'https://me:pw@mine.example' }))).toBe('address-with-name');
  expect(await refused(add({ baseUrl: 'http://169.254.169.254' }))).toBe('address-of-secrets');
  expect(await refused(add({ baseUrl: 'https://mine.example/?key=1' }))).toBe('address-with-query');
  expect(await refused(add({ place: 'keychain' }))).toBe('places-of-keys');
  expect([kept.secrets.size, kept.file]).toStrictEqual([0, {}]);
  expect(await refused(custom.update({ id: 'custom-00000000', place: 'session' }))).toBe(
    'provider-unknown',
  );

  const { id } = await add({});
  expect(() =>
    manager.updateSettings({ providers: { [id]: { baseUrl: 'https://thief.example' } } }),
  ).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  for (let count = 1; count < 20; count++) await add({});
  expect(await refused(add({}))).toBe('too-many-providers');
});
