import { expect, test } from 'vitest';
import type { ProviderStatus } from '../../shared/contract/status.ts';
import { foldStatus, isAbsent } from './fold-status.ts';

const provider: ProviderStatus = {
  id: 'demo',
  name: 'Demo',
  state: 'ready',
  models: { count: 1, source: 'built-in' },
  lastSuccessAt: null,
  lastError: null,
  latency: null,
  errorRate: 0,
  attempts: 0,
  limits: { tokens: { limit: 100, remaining: 90 } },
  breaker: { state: 'closed', retryAt: null },
  queued: 0,
  keys: [],
};
const other = { ...provider, id: 'other' };
const requests = { limit: 10, remaining: 3 };

test('the newest word about all replaces the one before', () => {
  expect(foldStatus([other], { type: 'status', providers: [provider] })).toEqual([provider]);
});

test('what a vendor says of its limits is added to what it said before', () => {
  const event = { type: 'rate-limit', provider: 'demo', model: 'm', limits: { requests } } as const;
  expect(foldStatus([provider, other], event)).toEqual([
    { ...provider, limits: { tokens: { limit: 100, remaining: 90 }, requests } },
    other,
  ]);
  expect(foldStatus(null, event)).toBeNull();
});

test('who lost its key after it was asked is not absent', () => {
  expect(isAbsent({ ...provider, state: 'no-key' })).toBe(true);
  expect(isAbsent({ ...provider, state: 'not-found' })).toBe(true);
  expect(isAbsent({ ...provider, state: 'no-key', attempts: 1 })).toBe(false);
  expect(isAbsent(provider)).toBe(false);
});
