import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { createServerLog, maxLineCharacters } from './server-log.ts';

test('lines are numbered and read from a cursor on, with what was missed', () => {
  const clock = createFakeClock(5);
  const log = createServerLog({ clock, secrets: [], maxLines: 3 });
  expect(log.read(0)).toEqual({ lines: [], cursor: 0, missed: 0 });
  for (const text of ['a', 'b', 'c', 'd']) log.add('stderr', text);
  const line = (number: number, text: string) => ({ number, at: 5, kind: 'stderr', text });
  expect(log.read(0)).toEqual({
    lines: [line(2, 'b'), line(3, 'c'), line(4, 'd')],
    cursor: 4,
    missed: 1,
  });
  expect(log.read(2, 1)).toEqual({ lines: [line(3, 'c')], cursor: 3, missed: 0 });
  expect(log.read(4)).toEqual({ lines: [], cursor: 4, missed: 0 });
  // A cursor of an earlier run.
  expect(log.read(99)).toEqual({ lines: [], cursor: 4, missed: 0 });
});

test('it holds no more lines and no more text than it may, and each line in order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 60 }), (sizes) => {
      const log = createServerLog({
        clock: createFakeClock(),
        secrets: [],
        maxLines: 7,
        maxCharacters: 100,
      });
      for (const size of sizes) log.add('stderr', 'x'.repeat(size));
      const { lines, cursor, missed } = log.read(0);
      expect(cursor).toBe(sizes.length);
      expect(missed + lines.length).toBe(sizes.length);
      expect(lines.map(({ text }) => text.length)).toEqual(sizes.slice(missed));
      expect(lines.length).toBeLessThanOrEqual(7);
      expect(lines.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(100);
    }),
  );
});

test('a long line is cut and says how much of it is gone', () => {
  const log = createServerLog({ clock: createFakeClock(), secrets: [] });
  log.add('protocol', 'x'.repeat(maxLineCharacters + 5));
  log.add('protocol', 'x'.repeat(maxLineCharacters));
  const [cut, whole] = log.read(0).lines;
  expect([cut?.text.length, cut?.cut]).toEqual([maxLineCharacters, 5]);
  expect([whole?.text.length, whole?.cut]).toEqual([maxLineCharacters, undefined]);
});

test('wherever a line is cut, no piece of a secret stays in it', () => {
  const secret = 'canary"0123456789';
  for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) {
    for (let before = 0; before <= form.length; before++) {
      const log = createServerLog({ clock: createFakeClock(), secrets: [secret] });
      log.add('stderr', `${'x'.repeat(maxLineCharacters - before)}${form}${'y'.repeat(99)}`);
      expect(log.read(0).lines[0]?.text.replace('[hidden]', '')).toMatch(/^x+$/);
    }
  }
});

test('listeners are told at once, and then five times a second at most', () => {
  const clock = createFakeClock();
  const log = createServerLog({ clock, secrets: [] });
  const told: number[] = [];
  const stop = log.onChange(() => told.push(clock.now()));
  log.add('stderr', 'first');
  for (let step = 0; step < 1000; step++) {
    log.add('stderr', 'more');
    clock.advance(1);
  }
  clock.advance(10_000);
  expect(told).toEqual([0, 200, 400, 600, 800, 1000]);
  log.add('stderr', 'after a quiet moment');
  expect(told.at(-1)).toBe(11_000);
  stop();
  log.add('stderr', 'nobody hears');
  clock.advance(1000);
  expect(told).toHaveLength(7);
  expect(log.read(0).lines).toHaveLength(1000);
});

test('what is kept on disk holds no secret and no message of the protocol', () => {
  const kept: unknown[] = [];
  const log = createServerLog({
    clock: createFakeClock(7),
    secrets: ['canary'],
    keep: (line) => kept.push(line),
  });
  log.add('protocol', '{"text":"what a person wrote"}', 'sent');
  log.add('stderr', 'my key is canary');
  expect(kept).toEqual([{ number: 2, at: 7, kind: 'stderr', text: 'my key is [hidden]' }]);
  expect(log.read(0).lines.map(({ text }) => text)).toEqual([
    '{"text":"what a person wrote"}',
    'my key is [hidden]',
  ]);
});
