import { expect, test } from 'vitest';
import { makeAnswer } from '../../shared/__fixtures__/make-message.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { messageTokens } from './message-tokens.ts';

test('what was written is a count only where the answer came to its end', () => {
  const usage = { inputTokens: 12, outputTokens: 3 };
  expect(messageTokens(makeAnswer({ status: 'complete', usage }))).toEqual({
    input: 12,
    output: 3,
    isMore: false,
  });
  for (const status of ['stopped', 'interrupted', 'failed'] as const)
    expect(messageTokens(makeAnswer({ status, usage }))?.isMore).toBe(true);
  expect(messageTokens(makeAnswer({ status: 'stopped', usage: { inputTokens: 12 } }))).toEqual({
    input: 12,
    output: undefined,
    isMore: false,
  });
  expect(messageTokens(makeAnswer({}))).toBeNull();

  const failed = (code: ErrorCode, details = {}) =>
    messageTokens(
      makeAnswer({
        status: 'failed',
        usage,
        error: { code, message: 'Why.', retryable: false, details },
      }),
    );
  expect(failed('network-failed')?.isMore).toBe(true);
  expect(failed('content-refused')?.isMore).toBe(false);
  expect(failed('quota-exceeded', { situation: 'budget-cut' })?.isMore).toBe(false);
});
