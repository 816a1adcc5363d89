import { expect, test } from 'vitest';
import type { ProviderInfo } from './provider-types.ts';
import { isInUse, sortProviders } from './sort-providers.ts';

const provider = (id: string, more: Partial<ProviderInfo> = {}): ProviderInfo => ({
  id,
  name: id,
  kind: 'vendor',
  needsKey: true,
  key: { set: false },
  keys: [],
  baseUrl: { value: 'https://example.com', from: 'default' },
  ready: false,
  ...more,
});

const keyless = provider('keyless');
const keyed = provider('keyed', { key: { set: true }, ready: true });
const elsewhere = provider('elsewhere', { key: { set: true, forOrigin: 'https://a.example' } });
const demo = provider('demo', { kind: 'built-in', needsKey: false, baseUrl: null, ready: true });
const found = provider('found', { kind: 'local', needsKey: false, ready: true });
const missing = provider('missing', { kind: 'local', needsKey: false });
const custom = provider('custom-0a1b2c3d', { kind: 'custom', needsKey: false });

test('in use is who has a key, even one for elsewhere, who is there, and what somebody has set up', () => {
  const all = [keyless, keyed, elsewhere, demo, found, missing, custom];
  expect(all.filter(isInUse)).toEqual([keyed, elsewhere, demo, found, custom]);
});

test('whoever gets a key stays where one is looking; a new address of one’s own is in use at once', () => {
  const opened = new Set(['keyed']);
  const nowKeyed = { ...keyless, key: { set: true }, ready: true };
  expect(sortProviders([nowKeyed, keyed, custom], opened)).toEqual({
    used: [keyed, custom],
    toAdd: [nowKeyed],
  });
});
