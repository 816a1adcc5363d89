import { expect, test } from 'vitest';
import { followSettings } from './follow-settings.ts';
import { createSettings } from './settings/settings.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('a new limit is told, and a cache that is turned off is emptied', async () => {
  const settings = createSettings({ read: () => ({}), write: () => {} });
  const stop = new AbortController();
  const seen: string[] = [];
  const following = followSettings({
    settings,
    onBudgets: () => seen.push('budgets'),
    onCacheOff: () => seen.push('cache off'),
    signal: stop.signal,
  });
  const change = async (patch: Parameters<typeof settings.update>[0]) => {
    await settle();
    settings.update(patch);
    await settle();
    return seen.splice(0);
  };
  expect(await change({ closeToTray: false })).toEqual([]);
  expect(await change({ budgets: { dayUsd: 1 } })).toEqual(['budgets']);
  expect(await change({ budgets: { dayUsd: 1 } })).toEqual([]);
  expect(await change({ cache: { enabled: true } })).toEqual([]);
  expect(await change({ cache: { enabled: false } })).toEqual(['cache off']);
  stop.abort();
  await following;
});
