import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { createBackoff } from './backoff.ts';

const minute = 60_000;

test('waits 1, 2, 4, 8, 16 and then 30 seconds', () => {
  const clock = createFakeClock();
  const backoff = createBackoff({ now: () => clock.now(), random: () => 0.5 });
  const delays = Array.from({ length: 8 }, () => {
    clock.advance(3 * minute); // seldom enough never to be too often
    return backoff.failed();
  });
  expect(delays).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  expect(backoff.failures).toBe(8);
});

test('each wait is a fifth longer or shorter at most', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
      const backoff = createBackoff({ now: () => 0, random: () => random });
      const delay = backoff.failed() ?? 0;
      expect(delay).toBeGreaterThanOrEqual(800);
      expect(delay).toBeLessThanOrEqual(1200);
    }),
  );
  expect(createBackoff({ now: () => 0, random: () => 0 }).failed()).toBe(800);
  expect(createBackoff({ now: () => 0, random: () => 0.999_999 }).failed()).toBe(1200);
});

test('the fifth failure in ten minutes is one too many', () => {
  const clock = createFakeClock();
  const backoff = createBackoff({ now: () => clock.now(), random: () => 0.5 });
  for (let failure = 0; failure < 4; failure++) expect(backoff.failed()).not.toBeNull();
  clock.advance(10 * minute - 1);
  expect(backoff.failed()).toBeNull();
});

test('what is ten minutes old no longer counts, but the waits still grow', () => {
  const clock = createFakeClock();
  const backoff = createBackoff({ now: () => clock.now(), random: () => 0.5 });
  for (let failure = 0; failure < 4; failure++) backoff.failed();
  clock.advance(10 * minute);
  expect(backoff.failed()).toBe(16_000);
  backoff.reset();
  expect(backoff.failed()).toBe(1000);
});
