import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../shared/clock.ts';
import type { Model } from '../../shared/contract/providers.ts';
import { settingsSchema } from '../../shared/contract/settings.ts';
import type { Provider, ProviderEntry } from './provider.ts';
import { createRegistry } from './registry.ts';

const model = (provider: string, id: string, more: Partial<Model> = {}): Model => ({
  provider,
  id,
  name: id,
  abilities: { tools: true, reasoning: false, images: false, pdf: false },
  ...more,
});
const { signal } = new AbortController();
const sonnet = { provider: 'anthropic', model: 'claude-sonnet-5' };
const sonnetPrice = { input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5 };

/** Under the id of a vendor that the catalogue knows. */
function entry(id: string, live: readonly Model[], more: Partial<ProviderEntry> = {}) {
  const provider: Provider = {
    id,
    name: id,
    models: () => Promise.resolve(live),
    check: () => Promise.resolve(),
    async *stream() {
      yield [{ type: 'finish', reason: 'stop', usage: { inputTokens: 1000, outputTokens: 100 } }];
    },
    complete: () => Promise.reject(new Error('not used')),
    countTokens: () => Promise.resolve(1),
    dispose: () => Promise.resolve(),
  };
  return {
    id,
    name: id,
    needsKey: true,
    defaultBaseUrl: 'http://127.0.0.1:9',
    environment: { apiKey: 'KEY' },
    shippedModels: [model(id, 'claude-sonnet-5')],
    load: () => Promise.resolve(() => provider),
    ...more,
  } satisfies ProviderEntry;
}

function open(entries: readonly ProviderEntry[], overrides: object = {}) {
  const costs: (number | null)[] = [];
  let settings = settingsSchema.parse({ modelOverrides: overrides });
  const registry = createRegistry({
    entries,
    settings: () => settings,
    environment: { KEY: 'k' },
    storedKeys: () => [],
    storedHeaders: () => undefined,
    record: ({ costNanoUsd }) => void costs.push(costNanoUsd),
    clock: createFakeClock(),
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  return {
    registry,
    costs,
    override(next: object) {
      settings = settingsSchema.parse({ modelOverrides: next });
    },
  };
}

describe('what is known of models', () => {
  it('is the shipped list until the vendor was asked, then its own, with the catalogue in both', async () => {
    const { registry } = open([entry('anthropic', [model('anthropic', 'gpt-x')])]);
    expect(registry.knownModel(sonnet)).toMatchObject({ contextWindow: 1e6, price: sonnetPrice });
    expect(registry.knownModels().sources).toEqual([]);
    const { models } = await registry.models({ refresh: false, signal });
    expect(models).toEqual([model('anthropic', 'gpt-x')]);
    expect(registry.knownModels()).toEqual({
      models,
      sources: [{ provider: 'anthropic', source: 'live' }],
    });
    expect(registry.knownModel(sonnet)).toBeUndefined();
    // A price is known of it all the same.
    expect(registry.priceOf(sonnet)).toEqual(sonnetPrice);
    await registry.dispose();
  });

  it('is what the person says at once, without asking the vendor again', async () => {
    let asked = 0;
    const { registry, override } = open([
      entry('anthropic', [], {
        load: () =>
          Promise.resolve(() => ({
            ...bareProvider,
            models: async () => {
              asked++;
              return [model('anthropic', 'claude-sonnet-5', { price: { input: 9, output: 9 } })];
            },
          })),
      }),
    ]);
    const { models } = await registry.models({ refresh: false, signal });
    expect(models[0]?.price).toEqual({ input: 9, output: 9 });
    override({ 'anthropic/claude-sonnet-5': { name: 'Mine', price: { input: 1, output: 1 } } });
    const again = await registry.models({ refresh: false, signal });
    expect(again.models[0]).toMatchObject({ name: 'Mine', price: { input: 1, output: 1 } });
    expect(registry.priceOf(sonnet)).toEqual({ input: 1, output: 1 });
    expect(asked).toBe(1);
    await registry.dispose();
  });

  it('makes what an answer cost, and a server on this machine asks for nothing', async () => {
    const { registry, costs } = open([
      entry('anthropic', []),
      entry('near', [], { kind: 'local', needsKey: false }),
    ]);
    const ask = async (id: string, name: string) => {
      const provider = await registry.get(id, { conversationId: 'c', messageId: 'm' });
      const request = { model: name, systemPrompt: '', messages: [], tools: [], reasoning: false };
      for await (const _ of provider.stream(request, { signal }));
    };
    await ask('anthropic', 'claude-sonnet-5');
    // Nobody knows the price.
    await ask('anthropic', 'unheard-of');
    await ask('near', 'unheard-of');
    // Nor here: its server only passes it on.
    await ask('near', 'glm-4.6:cloud');
    // 1000 tokens at 2 dollars per million, and 100 at 10.
    expect(costs).toEqual([3_000_000, null, 0, null]);
    await registry.dispose();
  });
});

it('asks by default what a server has that only speaks like a vendor', async () => {
  const { registry } = open([entry('anthropic', [model('anthropic', 'llama')])]);
  expect(registry.defaultModel()).toEqual({ provider: 'anthropic', model: 'claude-sonnet-5' });
  await registry.models({ refresh: false, signal });
  expect(registry.defaultModel()).toEqual({ provider: 'anthropic', model: 'llama' });
  await registry.dispose();
});

const bareProvider: Provider = {
  id: 'anthropic',
  name: 'anthropic',
  models: () => Promise.resolve([]),
  check: () => Promise.resolve(),
  async *stream() {},
  complete: () => Promise.reject(new Error('not used')),
  countTokens: () => Promise.resolve(1),
  dispose: () => Promise.resolve(),
};

it('shows no more of a list than anybody looks through', async () => {
  const many = Array.from({ length: 3000 }, (_, index) => model('many', `model-${index}`));
  const few = [model('few', 'one')];
  const { registry } = open([entry('many', many), entry('few', few)]);
  const { models } = await registry.models({ refresh: true, signal });
  expect(models.filter(({ provider }) => provider === 'many')).toHaveLength(2000);
  expect(models.at(-1)).toMatchObject({ provider: 'few', id: 'one' });
});
