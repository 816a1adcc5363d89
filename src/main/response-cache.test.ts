import { expect, test } from 'vitest';
import { createFakeClock } from '../shared/clock.ts';
import { createResponseCache } from './response-cache.ts';
import { storeForTest } from './store/__fixtures__/store-for-test.ts';

const hour = 60 * 60 * 1000;

test('answers are kept as long and as large as the settings say now', async () => {
  const store = await storeForTest();
  const clock = createFakeClock(100 * hour);
  let settings = { enabled: true, maxMegabytes: 1, maxAgeHours: 2 };
  const cache = createResponseCache({ store, settings: () => settings, clock });
  const put = (key: string, parts = '"x"', conversationId = 'c') =>
    cache.put({ key, conversationId, parts, at: clock.now() });

  await put('a');
  await put('large', 'x'.repeat(1024 * 1024 + 1));
  expect(await cache.get('large')).toBeNull();
  clock.advance(2 * hour);
  expect(await cache.get('a')).toBe('"x"');
  settings = { ...settings, maxAgeHours: 1 };
  expect(await cache.get('a')).toBeNull();

  await put('b');
  await put('c', '"y"', 'another');
  await cache.clear('c');
  expect([await cache.get('b'), await cache.get('c')]).toEqual([null, '"y"']);
  await cache.clear();
  expect(await cache.get('c')).toBeNull();
});

test('an answer that was begun before keeping was switched off is not kept', async () => {
  const store = await storeForTest();
  const clock = createFakeClock(100 * hour);
  let settings = { enabled: true, maxMegabytes: 1, maxAgeHours: 2 };
  const cache = createResponseCache({ store, settings: () => settings, clock });
  settings = { ...settings, enabled: false };
  await cache.put({ key: 'a', conversationId: 'c', parts: '"x"', at: clock.now() });
  expect(await cache.get('a')).toBeNull();
});
