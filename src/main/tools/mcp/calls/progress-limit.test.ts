import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ToolProgress } from '../../../../shared/contract/tool-progress.ts';
import { createFakeClock } from '../../../../shared/clock.ts';
import { createProgressLimit } from './progress-limit.ts';

function limited() {
  const clock = createFakeClock();
  const told: (ToolProgress & { at: number })[] = [];
  const limit = createProgressLimit({
    clock,
    tell: (progress) => void told.push({ ...progress, at: clock.now() }),
  });
  return { clock, told, limit };
}

test('20,000 notes in a second are told at most twelve times, the first at once, the last kept', () => {
  const { clock, told, limit } = limited();
  for (let note = 1; note <= 20_000; note++) {
    limit.note({ progress: note, total: 20_000 });
    if (note === 1) expect(told).toEqual([{ progress: 1, total: 20_000, at: 0 }]);
    if (note % 20 === 0) clock.advance(1);
  }
  limit.finish();
  expect(told.length).toBeGreaterThanOrEqual(10);
  expect(told.length).toBeLessThanOrEqual(12);
  expect(told.at(-1)).toMatchObject({ progress: 20_000 });
});

test('20,000 notes at once are told twice', () => {
  const { told, limit } = limited();
  for (let note = 1; note <= 20_000; note++) limit.note({ progress: note });
  limit.finish();
  expect(told.map(({ progress }) => progress)).toEqual([1, 20_000]);
});

test('what a quiet server says is told at once', () => {
  const { clock, told, limit } = limited();
  for (const progress of [1, 2, 3]) {
    limit.note({ progress });
    clock.advance(1000);
  }
  expect(told.map(({ at }) => at)).toEqual([0, 1000, 2000]);
});

test('a value never goes back, and its message shows all the same', () => {
  const { clock, told, limit } = limited();
  for (const note of [
    { progress: 5, total: 10, message: 'five' },
    { progress: 3, total: 4, message: 'three' },
    { progress: 3 },
    { progress: NaN, message: 'no number' },
    { progress: '9', total: 'x', message: 7 },
    { progress: 6 },
  ]) {
    limit.note(note);
    clock.advance(100);
  }
  expect(told.map(({ progress, total, message }) => ({ progress, total, message }))).toEqual([
    { progress: 5, total: 10, message: 'five' },
    { progress: 5, total: 10, message: 'three' },
    { progress: 5, total: 10, message: 'no number' },
    { progress: 6, total: 10, message: 'no number' },
  ]);
});

test('reaching the total ends nothing, and after the end nothing is told', () => {
  const { clock, told, limit } = limited();
  limit.note({ progress: 10, total: 10 });
  clock.advance(500);
  limit.note({ progress: 11, total: 10 });
  limit.note({ progress: 12 });
  limit.finish();
  limit.finish();
  limit.note({ progress: 13 });
  clock.advance(500);
  expect(told.map(({ progress }) => progress)).toEqual([10, 11, 12]);
});

test('a message has an end', () => {
  const { told, limit } = limited();
  limit.note({ message: 'x'.repeat(5000) });
  expect(told).toEqual([{ progress: 0, message: 'x'.repeat(1000), at: 0 }]);
});

test.each([null, undefined, 7, 'x', [], {}])('%j says nothing', (note) => {
  const { told, limit } = limited();
  limit.note(note);
  limit.finish();
  expect(told).toEqual([]);
});

test('whatever comes when: at most ten a second, never back, and the newest in the end', () => {
  const step = fc.record({ wait: fc.nat(300), progress: fc.integer({ min: 0, max: 100 }) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 100 }), (steps) => {
      const { clock, told, limit } = limited();
      for (const { wait, progress } of steps) {
        clock.advance(wait);
        limit.note({ progress });
      }
      limit.finish();
      for (const [index, one] of told.entries()) {
        const before = told[index - 1];
        if (before === undefined) continue;
        expect(one.progress).toBeGreaterThan(before.progress);
        // What is told in the end does not wait.
        if (index < told.length - 1) expect(one.at - before.at).toBeGreaterThanOrEqual(100);
      }
      expect(told.at(-1)?.progress).toBe(Math.max(...steps.map(({ progress }) => progress)));
    }),
  );
});
