import { expect, test } from 'vitest';
import type { StepPart } from '../../shared/contract/message.ts';
import { answerOrigin } from './answer-origin.ts';

const step = (more: Partial<StepPart> = {}): StepPart => ({
  type: 'step',
  provider: 'b',
  model: 'two',
  ...more,
});
const insteadOf = {
  provider: 'a',
  model: 'one',
  error: { code: 'provider-failed' as const, message: 'It broke.', retryable: true },
};
const text = { type: 'text' as const, text: 'Hello' };

test('of an ordinary answer there is nothing to say', () => {
  expect(answerOrigin([step(), text, step()])).toBeNull();
  expect(answerOrigin([text])).toBeNull();
});

test('who stood in for whom is said once, however many steps it took', () => {
  expect(answerOrigin([step({ insteadOf }), text, step({ insteadOf }), text])).toEqual({
    changes: [{ from: insteadOf, to: { provider: 'b', model: 'two' } }],
    isCached: false,
  });
});

test('only an answer that comes from the cache as a whole is called so', () => {
  expect(answerOrigin([step({ cached: true }), text])).toEqual({ changes: [], isCached: true });
  expect(answerOrigin([step({ cached: true }), text, step(), text])).toBeNull();
});
