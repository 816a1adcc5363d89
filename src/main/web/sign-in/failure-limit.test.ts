import { expect, test } from 'vitest';
import { createFailureLimit } from './failure-limit.ts';

function setUp() {
  const clock = { time: 1e10, now: () => clock.time };
  return { clock, limit: createFailureLimit(clock) };
}

test('ten failures are borne, then one a minute', () => {
  const { clock, limit } = setUp();
  for (let count = 0; count < 10; count += 1) {
    expect(limit.waitMs()).toBe(0);
    limit.failed();
  }
  expect(limit.waitMs()).toBe(60_000);
  clock.time += 60_000;
  expect(limit.waitMs()).toBe(0);
});

test('a clock that is set back makes nobody wait longer than a minute', () => {
  const { clock, limit } = setUp();
  clock.time -= 60 * 60 * 1000;
  expect(limit.waitMs()).toBe(0);
  for (let count = 0; count < 10; count += 1) limit.failed();
  clock.time -= 60 * 60 * 1000;
  expect(limit.waitMs()).toBe(60_000);
});
