import { expect, test } from 'vitest';
import { dollars } from './dollars.ts';

test.each([
  [0, '$0.00'],
  [0.000012, '$0.000012'],
  [0.00456, '$0.0046'],
  [0.01, '$0.01'],
  [1234.5, '$1,234.50'],
])('%d dollars are %s', (usd, text) => {
  expect(dollars(usd, 'en')).toBe(text);
});

test('what is more does not look the same as what is less', () => {
  expect([dollars(0.0501, 'en', 'up'), dollars(0.0599, 'en', 'down')]).toEqual(['$0.06', '$0.05']);
  expect([dollars(0.05, 'en', 'up'), dollars(0.05, 'en', 'down')]).toEqual(['$0.05', '$0.05']);
  expect([dollars(0.00451, 'en', 'up'), dollars(0, 'en', 'down')]).toEqual(['$0.0046', '$0.00']);
});
