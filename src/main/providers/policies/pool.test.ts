import { expect, test } from 'vitest';
import type { Model } from '../../../shared/contract/providers.ts';
import { createFakeClock } from '../../../shared/clock.ts';
import { answer, createPlannedProvider } from '../__fixtures__/planned-provider.ts';
import type { PlannedAnswer } from '../__fixtures__/planned-provider.ts';
import { collect, request } from '../__fixtures__/scripted-provider.ts';
import type { ProviderEntry } from '../provider.ts';
import { createPool } from './pool.ts';

const minute = 60_000;
const { signal } = new AbortController();

function setUp(plan: PlannedAnswer = answer('a')) {
  const clock = createFakeClock(0);
  const made: (string | undefined)[] = [];
  const disposed: (string | undefined)[] = [];
  const entry: ProviderEntry = {
    id: 'planned',
    name: 'Planned',
    needsKey: true,
    shippedModels: [],
    load: () =>
      Promise.resolve(({ apiKey }) => {
        if (apiKey === 'bad') throw new Error('It cannot be made.');
        made.push(apiKey);
        return {
          ...createPlannedProvider([plan]),
          dispose: () => Promise.resolve(void disposed.push(apiKey)),
        };
      }),
  };
  const pool = createPool({ clock, log: { info() {} } });
  const options = (apiKey: string) => ({ apiKey, baseUrl: 'https://a.example' });
  const client = (apiKey: string) => pool.client(entry, options(apiKey));
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    clock,
    made,
    disposed,
    entry,
    pool,
    options,
    client,
    settle,
    ask: (apiKey = 'one') => collect(client(apiKey).stream(request, { signal })),
  };
}

test('a client is made on first use and used again until it was idle for five minutes', async () => {
  const { ask, client, made, disposed, clock, settle } = setUp();
  client('one');
  expect(made).toEqual([]);
  await ask();
  clock.advance(4 * minute + 59_000);
  await settle();
  await ask();
  expect([made, disposed]).toEqual([['one'], []]);
  // Idle since 4:59; the sweeps are at full minutes.
  clock.advance(5 * minute);
  await settle();
  expect(disposed).toEqual([]);
  clock.advance(1_000);
  await settle();
  expect(disposed).toEqual(['one']);
  await ask();
  expect(made).toEqual(['one', 'one']);
});

test('nobody looks any more once there is none', async () => {
  const { ask, clock, settle, pool, disposed } = setUp();
  await ask();
  clock.advance(10 * minute);
  await settle();
  expect(disposed).toEqual(['one']);
  await ask();
  clock.advance(10 * minute);
  await settle();
  expect(disposed).toEqual(['one', 'one']);
  await pool.dispose();
});

test('a client is not let go of while an answer runs', async () => {
  const { client, clock, settle, disposed } = setUp([[{ type: 'connected' }], 'hang']);
  const stop = new AbortController();
  const batches = client('one').stream(request, stop)[Symbol.asyncIterator]();
  await batches.next();
  clock.advance(60 * minute);
  await settle();
  expect(disposed).toEqual([]);
  stop.abort();
  await batches.next();
  clock.advance(5 * minute - 1);
  await settle();
  expect(disposed).toEqual([]);
  clock.advance(1 + minute);
  await settle();
  expect(disposed).toEqual(['one']);
});

test('another key is another client, and the one before goes when its answers are over', async () => {
  const { client, ask, pool, entry, options, made, disposed, settle } = setUp([
    [{ type: 'connected' }],
    [{ type: 'finish', reason: 'stop', usage: {} }],
  ]);
  const batches = client('one').stream(request, { signal })[Symbol.asyncIterator]();
  await batches.next();
  pool.keepOnly(entry, [options('two')]);
  await ask('two');
  await settle();
  expect([made, disposed]).toEqual([['one', 'two'], []]);
  await batches.return?.();
  await settle();
  expect(disposed).toEqual(['one']);
  pool.keepOnly(entry, []);
  await settle();
  expect(disposed).toEqual(['one', 'two']);
});

test('one that could not be made is tried again', async () => {
  const { client, made } = setUp();
  await expect(client('bad').models({ signal })).rejects.toThrow('It cannot be made.');
  await expect(client('bad').check({ signal })).rejects.toThrow('It cannot be made.');
  expect(made).toEqual([]);
});

test('whatever is asked is asked with the same client', async () => {
  const { client, made } = setUp();
  expect(await client('one').models({ signal })).toEqual([]);
  await client('one').check({ signal });
  expect(await client('one').countTokens(request, { signal })).toBe(7);
  expect(await client('one').complete(request, { signal })).toMatchObject({ finishReason: 'stop' });
  await client('one').dispose();
  expect(made).toEqual(['one']);
});

test('one that is borrowed is made for that use, and goes with it', async () => {
  const { pool, entry, options, made, disposed, ask } = setUp();
  await ask('one');
  await pool.borrow(entry, options('one'), (provider) => provider.check({ signal }));
  expect([made, disposed]).toEqual([['one', 'one'], ['one']]);
  await pool.dispose();
  expect(disposed).toEqual(['one', 'one']);
});

test('a batch is asked for with a client of the pool', async () => {
  const { pool, entry, options, clock, settle } = setUp();
  const asked: string[] = [];
  const note = (what: string) => void asked.push(what);
  const disposed: string[] = [];
  const withBatches: ProviderEntry = {
    ...entry,
    batchPrice: 0.5,
    load: () =>
      Promise.resolve(() => ({
        ...createPlannedProvider([]),
        batches: {
          create: async (prompts) => `batch of ${prompts.length}`,
          status: async () => ({
            state: 'ended',
            waiting: 0,
            succeeded: 1,
            failed: 0,
            cancelled: 0,
            expired: 0,
          }),
          async *results() {
            yield { id: 'one', state: 'expired' };
          },
          cancel: async (id) => note(`cancel ${id}`),
        },
        dispose: async () => void disposed.push('one'),
      })),
  };
  expect(pool.client(entry, options('one')).batches).toBeUndefined();
  const { batches } = pool.client(withBatches, options('two'));
  expect(await batches?.create([{ id: 'one', request }], { signal })).toBe('batch of 1');
  expect(await batches?.status('b', { signal })).toMatchObject({ state: 'ended' });
  const results = batches?.results('b', [], { signal })[Symbol.asyncIterator]();
  expect(await results?.next()).toMatchObject({ value: { id: 'one' } });
  clock.advance(10 * minute);
  await settle();
  expect(disposed).toEqual([]);
  await results?.return?.();
  await batches?.cancel('b', { signal });
  expect(asked).toEqual(['cancel b']);
  clock.advance(6 * minute);
  await settle();
  expect(disposed).toEqual(['one']);
});

test('no key goes to an address that is not safe', async () => {
  const { pool, entry } = setUp();
  const made = { apiKey: 'one', baseUrl: 'http://far.example' };
  expect(() => pool.client(entry, made)).toThrow();
  await expect(pool.borrow(entry, made, () => Promise.resolve())).rejects.toMatchObject({
    code: 'invalid-input',
  });
});

test('what a list said of a model is known to clients that are made later', async () => {
  const { entry, clock } = setUp();
  const model: Model = {
    provider: 'planned',
    id: 'thinker',
    name: 'Thinker',
    abilities: { tools: true, reasoning: true, images: false, pdf: false },
  };
  const known: ((model: string) => Model | undefined)[] = [];
  const pool = createPool({ clock, log: { info() {} } });
  const listing: ProviderEntry = {
    ...entry,
    load: () =>
      Promise.resolve(({ knownModel = () => undefined }) => {
        known.push(knownModel);
        return {
          ...createPlannedProvider([answer('a')]),
          models: () => Promise.resolve([model]),
        };
      }),
  };
  const client = (apiKey: string, baseUrl = 'https://a.example') =>
    pool.client(listing, { apiKey, baseUrl });
  await client('one').models({ signal });
  clock.advance(10 * minute);
  await collect(client('one').stream(request, { signal }));
  await collect(client('two').stream(request, { signal }));
  await collect(client('one', 'https://b.example').stream(request, { signal }));
  expect(known.map((find) => find('thinker'))).toEqual([model, model, model, undefined]);
  await pool.dispose();
});
