import { expect, test } from 'vitest';
import { calculate } from './calculate.ts';
import { evaluate } from './evaluate.ts';

test.each([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['2 ^ 3 ^ 2', 512],
  ['-2 ^ 2', -4],
  ['2 ** 10', 1024],
  ['10 % 4', 2],
  ['17 × 3 ÷ 2', 25.5],
  ['sqrt(16) + max(1, 2, 3)', 7],
  ['1.5e3 + .5', 1500.5],
  ['-(-3)', 3],
  ['2 * -3', -6],
  ['log(1000) + ln(e)', 4],
  ['cos(pi)', -1],
])('%s is %d', (expression, value) => {
  expect(evaluate(expression)).toBeCloseTo(value, 12);
});

test.each([
  ['', 'ends too early'],
  ['1 +', 'ends too early'],
  ['(1', '“)” is missing, at the end'],
  ['1 2', 'unexpected “2”, at character 2'],
  ['1 / 0', 'Division by zero'],
  ['constructor', '“constructor” is not known'],
  ['toString(1)', '“tostring” is not known'],
  ['process.exit()', 'unexpected “.”'],
  ['1; 2', 'unexpected “;”'],
  ['10 ^ 1000', 'not a finite number'],
  [`${'('.repeat(200)}1${')'.repeat(200)}`, 'nested too deeply'],
  [`${'-'.repeat(500)}1`, 'nested too deeply'],
  ['1'.repeat(1001), 'longer than 1000'],
])('%s cannot be read: %s', (expression, message) => {
  expect(() => evaluate(expression)).toThrow(message);
});

test('the tool does not show what a double does past 15 digits', async () => {
  const { signal } = new AbortController();
  expect(await calculate.run({ expression: '0.1 + 0.2' }, { signal, conversationId: '' })).toEqual({
    value: 0.3,
  });
});
