import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { createLineReader } from './line-reader.ts';
import type { LongLine } from './line-reader.ts';

function read(chunks: readonly Buffer[], maxLineBytes?: number) {
  const seen: (string | LongLine)[] = [];
  const reader = createLineReader({
    ...(maxLineBytes === undefined ? {} : { maxLineBytes }),
    onLine: (line) => seen.push(line),
    onLongLine: (line) => seen.push(line),
  });
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return seen;
}

const cutAt = (bytes: Buffer, cuts: readonly number[]) => {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted(
    (a, b) => a - b,
  );
  return places.slice(1).map((to, index) => bytes.subarray(places[index], to));
};

test('lines end at \\n or \\r\\n; a lone \\r stays, an empty line is one, and so is what has no end', () => {
  expect(read([Buffer.from('one\r\ntwo\n\nthr\ree\r\r\nfour')])).toEqual([
    'one',
    'two',
    '',
    'thr\ree\r',
    'four',
  ]);
  expect(read([Buffer.from('one\n')])).toEqual(['one']);
  expect(read([])).toEqual([]);
});

test('every cut of a small input gives the same lines, also within a character', () => {
  const bytes = Buffer.from('{"a":"é€😀"}\r\n\nthree\rx\r\n…');
  const whole = read([bytes]);
  for (let cut = 0; cut <= bytes.length; cut++) {
    for (let second = cut; second <= bytes.length; second++) {
      expect(read(cutAt(bytes, [cut, second]))).toEqual(whole);
    }
  }
});

test('however it is cut, a text gives its lines, and long ones their size and their ends', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '😀', '"'), maxLength: 40 })),
      fc.array(fc.nat({ max: 2000 }), { maxLength: 30 }),
      (lines, cuts) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        expect(read(cutAt(bytes, cuts), 60)).toEqual(
          lines.map((line) => {
            const size = Buffer.byteLength(line);
            return size <= 60 ? line : { bytes: size, head: line, tail: line };
          }),
        );
      },
    ),
  );
});

test('a line over the cap is reported once, with its size, and the next ones are read', () => {
  const long = `{"id":7,${'x'.repeat(5000)}"end":1}`;
  const input = Buffer.from(`before\n${long}\nafter\n`);
  const expected = [
    'before',
    { bytes: long.length, head: long.slice(0, 1024), tail: long.slice(-1024) },
    'after',
  ];
  expect(read([input], 4000)).toEqual(expected);
  expect(
    read(
      [...input].map((byte) => Buffer.of(byte)),
      4000,
    ),
  ).toEqual(expected);
  expect(read([input], long.length)).toEqual(['before', long, 'after']);
});

test('a line in small pieces costs copies in proportion to its length', () => {
  const allocated = (bytes: number) => {
    const spy = vi.spyOn(Buffer, 'allocUnsafe');
    const concatenated = vi.spyOn(Buffer, 'concat');
    const piece = Buffer.alloc(512, 'a');
    const pieces = Array.from({ length: bytes / 512 }, () => piece);
    expect(read([...pieces, Buffer.from('\n')])).toHaveLength(1);
    expect(concatenated).not.toHaveBeenCalled();
    const total = spy.mock.calls.reduce((sum, [size]) => sum + size, 0);
    vi.restoreAllMocks();
    return total;
  };
  const megabyte = 1024 * 1024;
  expect(allocated(megabyte)).toBeLessThanOrEqual(2 * megabyte);
  expect(allocated(16 * megabyte)).toBeLessThanOrEqual(32 * megabyte);
});
