import { expect, test } from 'vitest';
import { testPattern } from './test-pattern.ts';

test.each([
  ['^[a-z]+$', 'abc', true],
  ['^[a-z]+$', 'abC', false],
  ['b', 'abc', true],
  ['^\\d{4}-\\d{2}-\\d{2}$', '2026-07-28', true],
  ['^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}$', '0123abcd-0123-abcd', true],
  ['^(red|green|blue)$', 'green', true],
  ['^(red|green|blue)$', 'gray', false],
  ['^https?://', 'https://a.example', true],
  ['^(?:ab)*$', 'ababab', true],
  ['^(\\d{3},)*$', '123,456,', true],
  ['^[\\]a]+$', ']a]', true],
  ['^\\p{L}+$', 'Köln', true],
  ['', 'x', true],
  ['^.$', '😀', true],
] as const)('%s tried on %s is %s', (pattern, text, matches) => {
  expect(testPattern(pattern, text)).toBe(matches);
});

// Each of the first would run for years on that text, which is what the test would do if it were tried.
test.each([
  '(a+)+$',
  '^(a|a)*$',
  '^(a*)*b',
  '^((a+))+$',
  '^(a?){40}a{40}$',
  '^(?:a|aa)+$',
  '^([a-z]+)*$',
  'a*a*a*a*a*a*a*a*b',
  '(x+x+)+y',
  '(?=a)',
  '^(a)\\1$',
  '^(?<n>a)$',
  '((a{100}){100}){100}',
  'a{100000}',
  '[a',
  '(a',
  'a)',
  '*',
  'a'.repeat(1000),
])('%s is not tried', (pattern) => {
  expect(testPattern(pattern, `${'a'.repeat(60)}!`)).toBeNull();
});

test('a long text is tried only on what looks at it once', () => {
  expect(testPattern('^[a-z]*$', 'a'.repeat(100_000))).toBe(true);
  expect(testPattern('[a-z]*b', 'a'.repeat(100_000))).toBeNull();
});

test('how much work it may have been is said', () => {
  let steps = 0;
  testPattern('^[a-z]*$', 'a'.repeat(100_000), (more) => (steps += more));
  expect(steps).toBe(101);
});
