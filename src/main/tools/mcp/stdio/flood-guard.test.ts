import { expect, test } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { createFloodGuard } from './flood-guard.ts';

function setUp() {
  const clock = createFakeClock();
  const seen: (string | number)[] = [];
  const guard = createFloodGuard({
    clock,
    onChunk: (chunk) => seen.push(chunk.length > 20 ? chunk.length : chunk.toString()),
    onLeftOut: (bytes) => seen.push(bytes),
  });
  return { clock, seen, guard, push: (text: string) => guard.push(Buffer.from(text)) };
}
const large = 'x'.repeat(256 * 1024);

test('what comes at an ordinary pace is passed on as it comes', () => {
  const { clock, seen, push, guard } = setUp();
  for (const text of ['a', 'b\n', 'c']) {
    push(text);
    clock.advance(100);
  }
  guard.end();
  expect(seen).toEqual(['a', 'b\n', 'c']);
});

test('of a burst the beginning and the end are passed on, and how much was between', () => {
  const { clock, seen, push } = setUp();
  push(large);
  push(`left out\n${'y'.repeat(64 * 1024)}`);
  push(`${'z'.repeat(64 * 1024)}\n`);
  push('last');
  expect(seen).toEqual([large.length]);
  clock.advance(100);
  expect(seen).toEqual([large.length, 9 + 2 * 64 * 1024 + 1, 'last']);
  push(' line\n');
  expect(seen.at(-1)).toBe(' line\n');
});

test('the last words come at the end too, and nothing is said to be left out that was not', () => {
  const { seen, push, guard } = setUp();
  push(large);
  push('the last ');
  push('words\n');
  guard.end();
  guard.end();
  expect(seen).toEqual([large.length, 'the last words\n']);
});

test('what is left out gives its memory back, unless it shares it', () => {
  const { push, guard } = setUp();
  push(large);
  const own = Buffer.from(new ArrayBuffer(64 * 1024));
  const shared = Buffer.from(new ArrayBuffer(128 * 1024), 0, 64 * 1024);
  guard.push(own);
  guard.push(shared);
  guard.push(Buffer.alloc(64 * 1024));
  guard.push(Buffer.alloc(64 * 1024));
  expect([own.length, shared.length]).toEqual([0, 64 * 1024]);
});
