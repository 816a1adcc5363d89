import { expect, test } from 'vitest';
import { createFakeClock } from '../../shared/clock.ts';
import { settingsSchema } from '../../shared/contract/settings.ts';
import { AppError } from '../../shared/errors.ts';
import { googleEntry } from './google/entry.ts';
import type { Provider, ProviderEntry, ProviderOptions } from './provider.ts';
import { createRegistry } from './registry.ts';

const model = (provider: string) => ({
  provider,
  id: `${provider}-shipped`,
  name: provider,
  abilities: { tools: true, reasoning: false, images: false, pdf: false },
});
const { signal } = new AbortController();
const call = { conversationId: 'c', messageId: 'm' };
const request = { model: 'live', systemPrompt: '', messages: [], tools: [], reasoning: false };

function setUp(
  options: {
    environment?: Record<string, string>;
    key?: string;
    models?: Provider['models'];
  } = {},
) {
  const made: ProviderOptions[] = [];
  const disposed: ProviderOptions[] = [];
  const attempts: object[] = [];
  const logged: object[] = [];
  let key = options.key;
  let settings = settingsSchema.parse({});
  const keyed: ProviderEntry = {
    id: 'keyed',
    name: 'Keyed',
    needsKey: true,
    defaultBaseUrl: 'https://keyed.example',
    environment: { apiKey: 'KEYED_KEY', baseUrl: 'KEYED_URL' },
    shippedModels: [model('keyed')],
    load: () =>
      Promise.resolve((with_: ProviderOptions): Provider => {
        made.push(with_);
        return {
          id: 'keyed',
          name: 'Keyed',
          models: options.models ?? (() => Promise.resolve([{ ...model('keyed'), id: 'live' }])),
          check: () =>
            with_.apiKey === 'good'
              ? Promise.resolve()
              : Promise.reject(new AppError('authentication-failed', 'No.')),
          async *stream() {
            yield [{ type: 'finish', reason: 'stop', usage: { inputTokens: 1 } }];
          },
          complete: () => Promise.reject(new Error('not used')),
          countTokens: () => Promise.resolve(1),
          dispose: () => Promise.resolve(void disposed.push(with_)),
        };
      }),
  };
  const free: ProviderEntry = {
    ...keyed,
    id: 'free',
    needsKey: false,
    shippedModels: [model('free')],
  };
  const { defaultBaseUrl: _, environment: __, ...freeEntry } = free;
  const registry = createRegistry({
    entries: [keyed, freeEntry],
    settings: () => settings,
    environment: options.environment ?? {},
    storedKeys: () =>
      key === undefined ? [] : [{ id: '1', value: key, place: 'session', origin: null }],
    record: (attempt) => attempts.push(attempt),
    clock: createFakeClock(),
    log: { debug() {}, info() {}, warn() {}, error: (facts) => logged.push(facts) },
  });
  return {
    registry,
    made,
    disposed,
    attempts,
    logged,
    setKey: (next: string | undefined) => (key = next),
    setSettings: (next: object) => (settings = settingsSchema.parse(next)),
  };
}

test('without a key the first provider that needs none is the default', () => {
  const { registry, setKey, setSettings } = setUp();
  expect(registry.defaultModel()).toEqual({ provider: 'free', model: 'free-shipped' });
  setKey('good-and-long-enough');
  expect(registry.defaultModel()).toEqual({ provider: 'keyed', model: 'keyed-shipped' });
  setSettings({ defaultModel: { provider: 'free', model: 'mine' } });
  expect(registry.defaultModel()).toEqual({ provider: 'free', model: 'mine' });
});

test('a stored key and a set address win over the environment', () => {
  const environment = {
    KEYED_KEY: 'from-the-environment',
    KEYED_URL: 'https://environment.example',
  };
  const { registry, setKey, setSettings } = setUp({ environment });
  expect(registry.list()[0]).toMatchObject({
    ready: true,
    key: { set: true, last4: 'ment', place: 'environment' },
    baseUrl: { value: 'https://environment.example', from: 'environment' },
  });
  setKey('stored-by-a-person');
  setSettings({ providers: { keyed: { baseUrl: 'https://set.example' } } });
  expect(registry.list()[0]).toMatchObject({
    key: { set: true, last4: 'rson', place: 'session' },
    baseUrl: { value: 'https://set.example', from: 'settings' },
  });
});

test('the environment names Gemini’s key in two ways, and Google’s own order holds', () => {
  const last4 = (environment: Record<string, string>) =>
    createRegistry({
      entries: [googleEntry],
      settings: () => settingsSchema.parse({}),
      environment,
      storedKeys: () => [],
      record: () => {},
      clock: createFakeClock(),
      log: { debug() {}, info() {}, warn() {}, error() {} },
    }).list()[0]?.key.last4;
  const both = { GEMINI_API_KEY: 'key-of-gemini', GOOGLE_API_KEY: 'key-of-google' };
  expect(last4(both)).toBe('ogle');
  expect(last4({ ...both, GOOGLE_API_KEY: '' })).toBe('mini');
  expect(last4({ GOOGLE_API_KEY: both.GOOGLE_API_KEY })).toBe('ogle');
  expect(last4({})).toBeUndefined();
});

test('the last four characters of a short key are not shown', () => {
  expect(setUp({ key: 'short' }).registry.keyStatus('keyed')).toEqual({
    set: true,
    last4: '',
    place: 'session',
  });
});

test('a provider is made on first use, kept, and made anew when its key changes', async () => {
  const { registry, made, disposed, setKey } = setUp({ key: 'one' });
  const ask = async () => (await registry.get('keyed', call)).countTokens(request, { signal });
  expect(made).toEqual([]);
  await ask();
  await ask();
  setKey('two');
  await ask();
  expect(made.map(({ apiKey }) => apiKey)).toEqual(['one', 'two']);
  expect(disposed.map(({ apiKey }) => apiKey)).toEqual(['one']);
  await registry.dispose();
  expect(disposed.map(({ apiKey }) => apiKey)).toEqual(['one', 'two']);
});

test('every call through it leaves a record with what it was for', async () => {
  const { registry, attempts } = setUp({ key: 'one' });
  const provider = await registry.get('keyed', call);
  for await (const _ of provider.stream(request, { signal }));
  expect(attempts).toMatchObject([
    { ...call, provider: 'keyed', model: 'live', outcome: 'complete', inputTokens: 1 },
  ]);
});

test('a key that is removed while a turn runs is used for no further request of it', async () => {
  const { registry, made, setKey } = setUp({ key: 'good' });
  const provider = await registry.get('keyed', call);
  const ask = async () => {
    const parts = [];
    for await (const batch of provider.stream(request, { signal })) parts.push(...batch);
    return parts;
  };
  expect(await ask()).toMatchObject([{ type: 'finish' }]);

  setKey(undefined);
  const refused = { code: 'authentication-failed', details: { situation: 'key-removed' } };
  expect(await ask()).toMatchObject([{ type: 'error', error: refused }]);
  await expect(provider.countTokens(request, { signal })).rejects.toMatchObject(refused);
  await expect(provider.complete(request, { signal })).rejects.toMatchObject(refused);

  setKey('another');
  expect(await ask()).toMatchObject([{ type: 'error', error: refused }]);
  setKey('good');
  expect(await ask()).toMatchObject([{ type: 'finish' }]);
  expect(made.map(({ apiKey }) => apiKey)).toEqual(['good']);
});

test('what cannot be asked says why', async () => {
  const { registry, setKey, setSettings } = setUp();
  await expect(registry.get('nobody', call)).rejects.toMatchObject({ code: 'unknown-provider' });
  await expect(registry.get('keyed', call)).rejects.toMatchObject({
    code: 'authentication-failed',
  });
  setKey('good');
  setSettings({ providers: { keyed: { baseUrl: 'http://far.example' } } });
  await expect(registry.get('keyed', call)).rejects.toMatchObject({ code: 'invalid-input' });
  setSettings({});
  await expect(registry.get('keyed', call)).resolves.toBeDefined();
});

test('a check uses what is given, else what is kept, and lets go of what it made', async () => {
  const { registry, disposed } = setUp({ key: 'bad' });
  await expect(registry.check('keyed', {}, signal)).rejects.toMatchObject({
    code: 'authentication-failed',
  });
  await expect(registry.check('keyed', { key: 'good' }, signal)).resolves.toBeUndefined();
  expect(disposed.map(({ apiKey }) => apiKey)).toEqual(['bad', 'good']);
});

test('the live list is used where there is one, and asked for once', async () => {
  let asked = 0;
  const { registry, setKey } = setUp({
    models: () => {
      asked++;
      return Promise.resolve([{ ...model('keyed'), id: 'live' }]);
    },
  });
  expect((await registry.models({ refresh: false, signal })).sources).toEqual([
    { provider: 'keyed', source: 'shipped' },
    { provider: 'free', source: 'built-in' },
  ]);
  setKey('good');
  const list = await registry.models({ refresh: false, signal });
  expect(list.models.map(({ id }) => id)).toEqual(['live', 'free-shipped']);
  expect(await registry.models({ refresh: false, signal })).toEqual(list);
  expect(asked).toBe(1);
  await registry.models({ refresh: true, signal });
  expect(asked).toBe(2);
});

test('a list that cannot be had is the shipped one with the reason, and is asked for again', async () => {
  let asked = 0;
  const { registry } = setUp({
    key: 'good',
    models: () => {
      asked++;
      return Promise.reject(new AppError('network-failed', 'No way.'));
    },
  });
  const list = await registry.models({ refresh: false, signal });
  expect(list.sources[0]).toMatchObject({
    source: 'shipped',
    error: { code: 'network-failed', message: 'No way.' },
  });
  expect(list.models[0]?.id).toBe('keyed-shipped');
  await registry.models({ refresh: false, signal });
  expect(asked).toBe(2);
});

test('a key from the environment goes to its address or the default, not to one that was set', async () => {
  const environment = { KEYED_KEY: 'good', KEYED_URL: 'https://environment.example' };
  const { registry, made, setSettings } = setUp({ environment });
  await registry.check('keyed', {}, signal);
  await registry.check('keyed', { baseUrl: 'https://keyed.example/v2' }, signal);
  setSettings({ providers: { keyed: { baseUrl: 'https://thief.example' } } });
  expect(registry.list()[0]).toMatchObject({
    ready: false,
    key: { forOrigin: 'https://environment.example' },
  });
  for (const refused of [registry.check('keyed', {}, signal), registry.get('keyed', call)])
    await expect(refused).rejects.toMatchObject({ code: 'authentication-failed' });
  await registry.check('keyed', { key: 'good' }, signal);
  expect(made.map(({ baseUrl, apiKey }) => [baseUrl, apiKey])).toEqual([
    ['https://environment.example', 'good'],
    ['https://keyed.example/v2', 'good'],
    ['https://thief.example', 'good'],
  ]);
});

test('whoever leaves does not take the list away from the others who wait for it', async () => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<Awaited<ReturnType<Provider['models']>>>();
  const given: AbortSignal[] = [];
  const { registry } = setUp({
    key: 'good',
    models: (options) => {
      given.push(options.signal);
      options.signal.addEventListener('abort', () => answer.reject(options.signal.reason));
      asked.resolve();
      return answer.promise;
    },
  });
  const leaves = new AbortController();
  const first = registry.models({ refresh: false, signal: leaves.signal });
  const second = registry.models({ refresh: false, signal });
  await asked.promise;
  leaves.abort(new Error('reloaded'));
  await expect(first).rejects.toThrow('reloaded');
  answer.resolve([{ ...model('keyed'), id: 'live' }]);
  expect((await second).sources[0]).toEqual({ provider: 'keyed', source: 'live' });
  expect(given).toHaveLength(1);
});

test('a bug while the models are listed is noted', async () => {
  const { registry, logged } = setUp({
    key: 'good',
    models: () => Promise.reject(new TypeError('a bug')),
  });
  const { sources } = await registry.models({ refresh: false, signal });
  expect(sources[0]?.error).toMatchObject({
    code: 'internal',
    details: { requestId: expect.any(String) },
  });
  expect(logged).toMatchObject([
    { requestId: sources[0]?.error?.details?.['requestId'], error: 'TypeError' },
  ]);
});
