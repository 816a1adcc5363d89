import { expect, test } from 'vitest';
import { headerFault } from './header-fault.ts';

/** As rows of the form: 0 was kept under the name x-team, the others are new. */
function faultOf(rows: readonly (readonly [string, string])[], areKept = true) {
  const headers = rows.map(([name, value], index) => ({ id: String(index), name, value }));
  return headerFault(headers, { keptOf: (id) => (id === '0' ? 'x-team' : ''), areKept });
}

test('headers that can be sent have no fault, nor have rows that were never filled in', () => {
  expect(faultOf([['X-Team', '']])).toBeUndefined();
  expect(
    faultOf([
      ['x-team', 'new'],
      ['', ''],
      ['x-more', 'v'],
      ['', ''],
    ]),
  ).toBeUndefined();
});

test.each([
  [['', ''], 'header-0', 'headerNameMissing'],
  [['', 'v'], 'header-0', 'headerNameMissing'],
  [['X Team', 'v'], 'header-0', 'headerNameMalformed'],
  [['größe', 'v'], 'header-0', 'headerNameMalformed'],
  [['x'.repeat(65), 'v'], 'header-0', 'headerNameMalformed'],
  [['Host', 'v'], 'header-0', 'headerNameReserved'],
  [['x-other', ''], 'value-0', 'valueMissing'],
  [['x-team', 'äöü'], 'value-0', 'valueMalformed'],
] as const)('of %j it is said at the field %s: %s', (row, at, words) => {
  expect(faultOf([row])).toEqual({ at, words });
});

test('a value that is kept for another address, or of another row, is missing', () => {
  expect(faultOf([['x-team', '']], false)).toEqual({ at: 'value-0', words: 'valueMissing' });
  expect(
    faultOf([
      ['x-team', ''],
      ['x-more', ''],
    ]),
  ).toEqual({ at: 'value-1', words: 'valueMissing' });
});

test('a header is there twice in whatever letters, and the second one is at fault', () => {
  expect(
    faultOf([
      ['x-team', ''],
      ['', ''],
      ['X-Team', 'v'],
    ]),
  ).toEqual({ at: 'header-2', words: 'headerTwice' });
});
