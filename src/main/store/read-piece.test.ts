import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPiece } from './read-piece.ts';

test.each([
  ['a piece', { offset: 2, length: 3 }, { text: 'cde', offset: 2 }],
  ['past the end', { offset: 90, length: 3 }, { text: '', offset: 8 }],
  ['to the end', { offset: 6, length: 90 }, { text: 'gh', offset: 6 }],
])('%s', (_, wish, piece) => {
  expect(readPiece('abcdefgh', wish)).toEqual({ ...piece, characters: 8 });
});

test('a search begins a little before what it found, whatever its capitals and signs', () => {
  const whole = `${'x'.repeat(1000)}Total (net): 5 ${'y'.repeat(1000)}`;
  expect(readPiece(whole, { offset: 0, length: 220, find: 'total (NET)' })).toEqual({
    text: whole.slice(800, 1020),
    offset: 800,
    characters: whole.length,
    found: true,
  });
  expect(readPiece(whole, { offset: 1001, length: 220, find: 'total (net)' })).toEqual({
    text: '',
    offset: whole.length,
    characters: whole.length,
    found: false,
  });
});

test('pieces one after the other are the whole, and none cuts a character in two', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.integer({ min: 1, max: 9 }),
      (whole, length) => {
        let read = '';
        while (read.length < whole.length) {
          const piece = readPiece(whole, { offset: read.length, length });
          expect(piece.offset).toBe(read.length);
          expect(piece.text.isWellFormed()).toBe(true);
          expect(piece.text).not.toBe('');
          read += piece.text;
        }
        expect(read).toBe(whole);
      },
    ),
  );
});
