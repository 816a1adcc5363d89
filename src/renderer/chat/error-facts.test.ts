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
    { name: 'limits', value: 'tokens: 5' },
    { name: 'model', value: 'another' },
    { name: 'provider', value: 'anthropic' },
    { name: 'messageId', value: 'a' },
    { name: 'at', value: '1970-01-01T00:00:00.000Z' },
  ]);
});

test('an error within it is one line, without a sentence and without JSON', () => {
  const within = (provider: string, httpStatus: number) => ({
    code: 'rate-limited',
    message: 'A sentence.',
    retryable: true,
    details: { provider, providerName: 'A', httpStatus },
  });
  const facts = errorFacts({
    ...failed,
    error: {
      code: 'retries-exhausted',
      message: 'In vain.',
      retryable: true,
      details: {
        attempts: 3,
        lastError: within('anthropic', 429),
        substitutes: [
          { provider: 'openai', model: 'gpt', name: 'GPT', error: within('openai', 529) },
          { provider: 'groq', model: 'oss', name: 'OSS', error: { code: 'timed-out' } },
        ],
      },
    },
  });
  expect(facts.slice(2, -4)).toEqual([
    { name: 'attempts', value: '3' },
    { name: 'lastError', value: 'rate-limited · provider: anthropic · httpStatus: 429' },
    {
      name: 'substitutes 1',
      value: 'provider: openai · model: gpt · rate-limited · httpStatus: 529',
    },
    { name: 'substitutes 2', value: 'provider: groq · model: oss · timed-out' },
  ]);
});
