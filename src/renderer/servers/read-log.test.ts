import { expect, onTestFinished, test } from 'vitest';
import { createFakeClock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import { readLog } from './read-log.ts';

/** A log of so many lines, read as the core reads it. */
function setUp(keep = 2_000) {
  let [first, newest] = [1, 0];
  const wishes: number[] = [];
  const seen: string[] = [];
  const errors: string[] = [];
  const clock = createFakeClock();
  const ended = new AbortController();
  onTestFinished(() => ended.abort());
  let settled = Promise.withResolvers<void>();
  let failure: AppError | null = null;
  const reader = readLog({
    async read({ after, limit }) {
      wishes.push(after);
      if (failure !== null) throw failure;
      const start = Math.max(first, Math.min(after + 1, newest + 1));
      const end = Math.min(newest, start + limit - 1);
      const lines = Array.from({ length: Math.max(0, end - start + 1) }, (_, index) => ({
        number: start + index,
        at: 0,
        kind: 'stderr' as const,
        text: 'x',
      }));
      return { lines, cursor: end, missed: Math.max(0, start - after - 1) };
    },
    onChange(log) {
      seen.push(`${log.lines[0]?.number}–${log.lines.at(-1)?.number} of ${log.cursor}`);
      settled.resolve();
    },
    onError(error) {
      errors.push(error.code);
      settled.resolve();
    },
    keep: () => keep,
    clock,
    signal: ended.signal,
  });
  return {
    reader,
    clock,
    wishes,
    seen,
    errors,
    write: (lines: number) => (newest += lines),
    drop: (lines: number) => (first += lines),
    clear: () => ([first, newest] = [1, 0]),
    fail: (error: AppError | null) => (failure = error),
    async change() {
      await settled.promise;
      settled = Promise.withResolvers();
      // Past the end of the reading that told of it.
      await Promise.resolve();
    },
  };
}

test('reads page after page to the end and tells once', async () => {
  const log = setUp();
  log.write(3_500);
  log.reader.poke();
  await log.change();
  expect(log.wishes).toEqual([0, 1_000, 2_000, 3_000]);
  expect(log.seen).toEqual(['1501–3500 of 3500']);
  await log.reader.readEarlier();
  expect(log.seen.at(-1)).toBe('501–3500 of 3500');
  await log.reader.readEarlier();
  expect(log.seen.at(-1)).toBe('1–3500 of 3500');
});

test('however often it is told, it reads on at most five times a second', async () => {
  const log = setUp();
  log.write(1);
  log.reader.poke();
  await log.change();
  for (let more = 0; more < 100; more++) {
    log.write(1);
    log.reader.poke();
  }
  log.clock.advance(199);
  await Promise.resolve();
  expect(log.seen).toEqual(['1–1 of 1']);
  log.clock.advance(1);
  await log.change();
  expect(log.seen).toEqual(['1–1 of 1', '1–101 of 101']);
});

test('what fails is told, and read when there is more', async () => {
  const log = setUp();
  log.write(1);
  log.fail(new AppError('internal', 'Broken.'));
  log.reader.poke();
  await log.change();
  expect(log.errors).toEqual(['internal']);
  log.fail(null);
  log.reader.poke();
  log.clock.advance(200);
  await log.change();
  expect(log.seen).toEqual(['1–1 of 1']);
});

test('a log that began anew is read from its start', async () => {
  const log = setUp();
  log.write(5);
  log.reader.poke();
  await log.change();
  log.clear();
  log.write(2);
  log.reader.poke();
  log.clock.advance(200);
  await log.change();
  expect(log.seen).toEqual(['1–5 of 5', '1–2 of 2']);
});
