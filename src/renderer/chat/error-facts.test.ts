import { expect, test } from 'vitest';
import { makeAnswer } from '../../shared/__fixtures__/make-message.ts';
import { errorFacts } from './error-facts.ts';

const failed = makeAnswer({
  status: 'failed',
  provider: 'anthropic',
  model: 'some-model',
  error: {
    code: 'rate-limited',
    message: 'Too much at once.',
    retryable: true,
    details: { httpStatus: 429, requestId: 'req_1', limits: { tokens: 5 }, model: 'another' },
  },
});

test('what is known of an error, line by line', () => {
  expect(errorFacts(failed)).toEqual([
    { name: 'code', value: 'rate-limited' },
    { name: 'retryable', value: 'true' },
    { name: 'httpStatus', value: '429' },
    { name: 'requestId', value: 'req_1' },
    { name: 'limits', value: '{"tokens":5}' },
    { name: 'model', value: 'another' },
    { name: 'provider', value: 'anthropic' },
    { name: 'messageId', value: 'a' },
    { name: 'at', value: '1970-01-01T00:00:00.000Z' },
  ]);
});
