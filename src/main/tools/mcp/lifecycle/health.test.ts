import { expect, test } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { settle } from './__fixtures__/supervised.ts';
import { createHealthBook } from './health.ts';

test('nothing is known of a server that nobody asked', () => {
  expect(createHealthBook(createFakeClock()).health).toEqual({
    latencyMs: null,
    errorRate: 0,
    answers: 0,
    misses: 0,
  });
});

test('how fast it is comes from what it answers without work, how often it fails from all', () => {
  const book = createHealthBook(createFakeClock());
  for (const ms of [10, 30, 20, 500]) book.heard({ ok: true, ms });
  book.heard({ ok: true, ms: null });
  book.heard({ ok: false, ms: null });
  expect(book.health).toEqual({ latencyMs: 20, errorRate: 1 / 6, answers: 6, misses: 0 });
});

test('only the newest hundred answers of the last hour count', () => {
  const clock = createFakeClock();
  const book = createHealthBook(clock);
  for (let answer = 0; answer < 100; answer++) book.heard({ ok: false, ms: null });
  clock.advance(1);
  for (let answer = 0; answer < 50; answer++) book.heard({ ok: true, ms: 5 });
  expect(book.health).toMatchObject({ answers: 100, errorRate: 0.5 });
  clock.advance(60 * 60_000);
  expect(book.health).toMatchObject({ answers: 50, errorRate: 0, latencyMs: 5 });
  clock.advance(1);
  expect(book.health).toMatchObject({ answers: 0, errorRate: 0, latencyMs: null });
});

test('a ping tells how fast it is, and another connection begins without misses', async () => {
  const clock = createFakeClock();
  const book = createHealthBook(clock);
  const misses: number[] = [];
  let answer: (() => void) | undefined;
  const options = {
    ping: () => new Promise<void>((resolve) => (answer = resolve)),
    isBusy: () => false,
    onPing: (count: number) => void misses.push(count),
  };
  const watch = book.watch(options);
  clock.advance(30_000);
  clock.advance(70);
  answer?.();
  await settle();
  expect(book.health).toMatchObject({ latencyMs: 70, misses: 0 });
  clock.advance(30_000);
  clock.advance(10_000);
  await settle();
  expect(book.health).toMatchObject({ errorRate: 0.5, misses: 1 });
  watch.stop();
  book.watch(options).stop();
  expect(book.health.misses).toBe(0);
  expect(misses).toEqual([0, 1]);
});

test('a ping that is not answered in time is given up, also where the watch ends', async () => {
  const clock = createFakeClock();
  const book = createHealthBook(clock);
  const signals: AbortSignal[] = [];
  const misses: number[] = [];
  const watch = book.watch({
    ping(signal) {
      signals.push(signal);
      return new Promise(() => {});
    },
    isBusy: () => false,
    onPing: (count) => void misses.push(count),
  });
  clock.advance(40_000);
  await settle();
  clock.advance(30_000);
  watch.stop();
  await settle();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  expect(misses).toEqual([1]);
});
