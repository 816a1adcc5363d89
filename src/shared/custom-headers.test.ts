import { expect, test } from 'vitest';
import { headerNameFault, isHeaderValue, repeatedHeader } from './custom-headers.ts';

test.each([
  ['X-Team', undefined],
  ['x'.repeat(64), undefined],
  ['x'.repeat(65), 'malformed'],
  ['X Team', 'malformed'],
  ['x:team', 'malformed'],
  ['größe', 'malformed'],
  ['', 'malformed'],
  ['Host', 'reserved'],
  ['Proxy-Authorization', 'reserved'],
])('the name %j is %s', (name, fault) => {
  expect(headerNameFault(name)).toBe(fault);
});

test('a value is printable, and no longer than servers take', () => {
  expect(['a b~', 'x'.repeat(4096)].map(isHeaderValue)).toEqual([true, true]);
  expect(['', 'äöü', 'a\tb', 'a\nb', 'x'.repeat(4097)].map(isHeaderValue)).toEqual(
    Array.from({ length: 5 }, () => false),
  );
});

test('a header is there twice in whatever letters', () => {
  expect(repeatedHeader(['x-team', 'x-more', 'X-Team'])).toBe(2);
  expect(repeatedHeader(['x-team', 'x-more'])).toBe(-1);
});
