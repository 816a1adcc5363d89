import { expect, test } from 'vitest';
import { createFakeClock } from '../../shared/clock.ts';
import type { Clock } from '../../shared/clock.ts';
import { settingsSchema } from '../../shared/contract/settings.ts';
import { serve } from './__fixtures__/serve.ts';
import { lmstudioEntry } from './lmstudio/entry.ts';
import { ollamaEntry } from './ollama/entry.ts';
import type { Provider, ProviderEntry } from './provider.ts';
import { createRegistry } from './registry.ts';

const { signal } = new AbortController();
/** Where nothing listens: the port is not given to servers. */
const nobody = 'http://127.0.0.1:1';

const demo: ProviderEntry = {
  id: 'demo',
  name: 'Demo',
  needsKey: false,
  shippedModels: [
    {
      provider: 'demo',
      id: 'demo',
      name: 'Demo',
      abilities: { tools: true, reasoning: false, images: false, pdf: false },
    },
  ],
  load: () => Promise.reject(new Error('It is not asked for models.')),
};

function setUp(
  baseUrl: string,
  entries: readonly ProviderEntry[] = [ollamaEntry, demo],
  chosen: object = {},
  clock: Clock = createFakeClock(),
) {
  const logged: object[] = [];
  let settings = settingsSchema.parse({ providers: { ollama: { baseUrl } }, ...chosen });
  const registry = createRegistry({
    entries,
    settings: () => settings,
    environment: {},
    storedKeys: () => [],
    record: () => {},
    clock,
    log: { debug() {}, info() {}, warn() {}, error: (facts) => logged.push(facts) },
  });
  return {
    registry,
    logged,
    moveTo: (next: string) =>
      (settings = settingsSchema.parse({ providers: { ollama: { baseUrl: next } } })),
    isReady: (id = 'ollama') => registry.list().find((info) => info.id === id)?.ready,
  };
}

/** Under this clock a moment is over at once, and a second never. */
const momentsPass: Clock = {
  now: () => 0,
  after(ms, callback) {
    if (ms < 1000) queueMicrotask(callback);
    return () => {};
  },
};

const oneModel = (id: string) => JSON.stringify({ data: [{ id }] });

test('a server on this machine is ready once it has answered, and its models are listed', async () => {
  await using server = await serve((response, { path }) => {
    response.writeHead(path === '/v1/models' ? 200 : 404, { 'content-type': 'application/json' });
    response.end(path === '/v1/models' ? oneModel('llama') : '{}');
  });
  const { registry, isReady, moveTo } = setUp(server.url);
  expect(isReady()).toBe(false);
  await registry.lookAround();
  expect(isReady()).toBe(true);
  const { models, sources } = await registry.models({ refresh: false, signal });
  expect(models.map(({ id }) => id)).toStrictEqual(['llama', 'demo']);
  expect(sources).toStrictEqual([
    { provider: 'ollama', source: 'live' },
    { provider: 'demo', source: 'built-in' },
  ]);
  await registry.lookAround();
  expect(server.received.filter(({ path }) => path === '/v1/models')).toHaveLength(1);
  // What answered was at the old address.
  moveTo(nobody);
  expect(isReady()).toBe(false);
});

test('one that is not there is not ready, not listed, and no error', async () => {
  const { registry, isReady, logged } = setUp(nobody);
  await registry.lookAround();
  expect(isReady()).toBe(false);
  expect(await registry.models({ refresh: false, signal })).toMatchObject({
    models: [{ id: 'demo' }],
    sources: [{ provider: 'demo', source: 'built-in' }],
  });
  expect(logged).toStrictEqual([]);
});

test('one that comes and goes is seen with each new look', async () => {
  const { registry, isReady, moveTo } = setUp(nobody);
  await registry.models({ refresh: false, signal });
  expect(isReady()).toBe(false);
  {
    await using server = await serve((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(oneModel('llama'));
    });
    moveTo(server.url);
    expect(isReady()).toBe(false);
    const { models } = await registry.models({ refresh: true, signal });
    expect([isReady(), models.map(({ id }) => id)]).toStrictEqual([true, ['llama', 'demo']]);
  }
  const { models } = await registry.models({ refresh: true, signal });
  expect([isReady(), models.map(({ id }) => id)]).toStrictEqual([false, ['demo']]);
});

test('something else that answers there is not taken for it', async () => {
  await using server = await serve((response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<html>another program</html>');
  });
  const { registry, isReady, logged } = setUp(server.url);
  await registry.lookAround();
  expect([isReady(), logged]).toStrictEqual([false, []]);
});

test('a silent one delays nobody, and is there in the next list if it answers late', async () => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<Awaited<ReturnType<Provider['models']>>>();
  const late: ProviderEntry = {
    ...lmstudioEntry,
    load: () =>
      Promise.resolve((): Provider => {
        const notUsed = () => Promise.reject(new Error('not used'));
        return {
          id: 'lmstudio',
          name: 'LM Studio',
          models: () => {
            asked.resolve();
            return answer.promise;
          },
          check: notUsed,
          // oxlint-disable-next-line require-yield
          async *stream() {
            await notUsed();
          },
          complete: notUsed,
          countTokens: notUsed,
          dispose: () => Promise.resolve(),
        };
      }),
  };
  const { registry, isReady } = setUp(nobody, [late, demo], {}, momentsPass);
  await registry.lookAround();
  const first = await registry.models({ refresh: false, signal });
  expect(first.models.map(({ id }) => id)).toStrictEqual(['demo']);
  await asked.promise;
  expect(isReady('lmstudio')).toBe(false);
  const model = { ...demo.shippedModels[0], provider: 'lmstudio', id: 'late', name: 'Late' };
  answer.resolve([model as never]); // The abilities are the demo's.
  await answer.promise;
  await registry.lookAround();
  expect(isReady('lmstudio')).toBe(true);
  const { models } = await registry.models({ refresh: false, signal });
  expect(models.map(({ id }) => id)).toStrictEqual(['late', 'demo']);
});

test('one that was chosen stays the choice while it is down', async () => {
  const chosen = { provider: 'ollama', model: 'llama' };
  const { registry } = setUp(nobody, undefined, { defaultModel: chosen });
  await registry.lookAround();
  expect(registry.defaultModel()).toStrictEqual(chosen);
  expect(setUp(nobody).registry.defaultModel()).toStrictEqual({ provider: 'demo', model: 'demo' });
});

test.each([
  { entry: ollamaEntry, variable: 'OLLAMA_HOST', path: '' },
  { entry: lmstudioEntry, variable: 'LMSTUDIO_BASE_URL', path: '/v1' },
])('$entry.name is looked for where $variable says', async ({ entry, variable, path }) => {
  await using server = await serve((response, request) => {
    const isList = request.path === '/v1/models';
    response.writeHead(isList ? 200 : 404, { 'content-type': 'application/json' });
    response.end(isList ? oneModel('llama') : '{}');
  });
  const value = server.url + path;
  const registry = createRegistry({
    entries: [entry],
    settings: () => settingsSchema.parse({}),
    environment: { [variable]: value },
    storedKeys: () => [],
    record: () => {},
    clock: createFakeClock(),
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  await registry.lookAround();
  expect(registry.list()).toMatchObject([{ ready: true, baseUrl: { value, from: 'environment' } }]);
});
