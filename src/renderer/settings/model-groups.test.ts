import { expect, test } from 'vitest';
import { modelGroups } from './model-groups.ts';
import type { Model, ProviderInfo } from './provider-types.ts';

const provider = (id: string, ready: boolean): ProviderInfo => ({
  id,
  name: id,
  kind: 'vendor',
  needsKey: !ready,
  key: { set: false },
  keys: [],
  baseUrl: null,
  ready,
});
const model = (owner: string, id: string): Model => ({
  provider: owner,
  id,
  name: id,
  abilities: { tools: true, reasoning: false, images: false, pdf: false },
});

const tooSlow = { code: 'timed-out', message: 'Too slow.', retryable: true } as const;

test('those that can be asked come first, empty ones not at all, and a shipped list says why', () => {
  const groups = modelGroups(
    [
      provider('keyless', false),
      provider('broken', false),
      provider('ready', true),
      provider('empty', true),
    ],
    [model('keyless', 'a'), model('ready', 'b'), model('broken', 'c')],
    [
      { provider: 'keyless', source: 'shipped' },
      { provider: 'ready', source: 'live' },
      {
        provider: 'broken',
        source: 'shipped',
        error: tooSlow,
      },
    ],
  );
  expect(
    groups.map((group) => [group.provider.id, group.models.map(({ id }) => id), group.shipped]),
  ).toEqual([
    ['ready', ['b'], null],
    ['keyless', ['a'], { because: null }],
    ['broken', ['c'], { because: tooSlow }],
  ]);
});

test('a provider that has no list stays with the reason', () => {
  const groups = modelGroups(
    [provider('broken', true), provider('bare', true)],
    [],
    [
      { provider: 'broken', source: 'shipped', error: tooSlow },
      { provider: 'bare', source: 'shipped' },
    ],
  );
  expect(groups.map((group) => [group.provider.id, group.models, group.shipped])).toEqual([
    ['broken', [], { because: tooSlow }],
  ]);
});
