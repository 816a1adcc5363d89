import { expect, test } from 'vitest';
import { dollars } from './say-cost.ts';

test.each([
  [0, '$0.00'],
  [0.000012, '$0.000012'],
  [0.00456, '$0.0046'],
  [0.01, '$0.01'],
  [1234.5, '$1,234.50'],
])('%d dollars are %s', (usd, text) => {
  expect(dollars(usd, 'en')).toBe(text);
});
