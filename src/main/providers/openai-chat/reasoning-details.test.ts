import { expect, it } from 'vitest';
import { createReasoningDetails } from './reasoning-details.ts';

it('joins the pieces of a detail', () => {
  const details = createReasoningDetails();
  details.add([{ type: 'reasoning.text', text: 'One', format: 'f' }]);
  details.add([{ type: 'reasoning.text', text: ' two', signature: 's' }]);
  expect(details.take()).toStrictEqual([
    { type: 'reasoning.text', text: 'One two', format: 'f', signature: 's' },
  ]);
});

it('does not join pieces that always name another field for ever', () => {
  const details = createReasoningDetails();
  for (let piece = 0; piece < 500; piece++)
    details.add([{ type: 'reasoning.text', text: 'a', [`field${piece}`]: 1 }]);
  const taken = details.take();
  expect(taken.map(({ text }) => text).join('')).toBe('a'.repeat(500));
  expect(Math.max(...taken.map((detail) => Object.keys(detail).length))).toBeLessThan(50);
});
