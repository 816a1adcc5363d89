import { expect, test } from 'vitest';
import { makeAnswer } from '../../shared/__fixtures__/make-message.ts';
import type { ErrorSituation } from '../../shared/error-situations.ts';
import type { Message } from '../../shared/contract/message.ts';
import { failedModel, messageHelp } from './message-help.ts';

const answer = (more: Partial<Message>, text = 'Half an') =>
  makeAnswer({
    parts: [
      { type: 'step', provider: 'p', model: 'm' },
      { type: 'text', text },
    ],
    ...more,
  });
const failed = (
  code: NonNullable<Message['error']>['code'],
  text?: string,
  situation?: ErrorSituation,
) =>
  answer(
    { status: 'failed', error: { code, message: 'Why.', retryable: true, details: { situation } } },
    text,
  );

test.each([
  ['one that is being written', answer({ status: 'streaming' }), null],
  ['a complete one', answer({ finishReason: 'stop' }), null],
  ['a stopped one', answer({ status: 'stopped' }), ['stopped', 'answer', 'continue']],
  ['one stopped before a word', answer({ status: 'stopped' }, ''), ['stopped', null, 'retry']],
  ['an interrupted one', answer({ status: 'interrupted' }), ['interrupted', 'answer', 'continue']],
  ['a failed one with text', failed('stream-truncated'), ['error', 'answer', 'continue']],
  ['a failed one without', failed('provider-failed', ''), ['error', 'question', 'retry']],
  [
    'one for which the budget has too little',
    failed('quota-exceeded', '', 'budget-short'),
    ['error', 'question', 'settings'],
  ],
  [
    'one that the budget cut off',
    failed('quota-exceeded', 'Half an', 'budget-cut'),
    ['error', 'answer', 'settings'],
  ],
  [
    'one for which others hold the budget',
    failed('quota-exceeded', '', 'budget-held'),
    ['error', 'question', 'retry'],
  ],
  [
    'one for a server that was removed',
    failed('unknown-provider', '', 'provider-removed'),
    ['error', 'question', 'retry'],
  ],
  ['a refused key', failed('authentication-failed', ''), ['error', 'question', 'settings']],
  [
    'one tried in vain, for the key',
    answer(
      {
        status: 'failed',
        error: {
          code: 'retries-exhausted',
          message: 'Why.',
          retryable: true,
          details: { situation: 'tried-in-vain', lastError: { code: 'permission-denied' } },
        },
      },
      '',
    ),
    ['error', 'question', 'settings'],
  ],
  ['one tried in vain', failed('retries-exhausted', ''), ['error', 'question', 'retry']],
  ['somebody who rests', failed('provider-unavailable', ''), ['error', 'question', 'retry']],
  [
    'a wrong address',
    failed('not-found', '', 'address-unknown'),
    ['error', 'question', 'settings'],
  ],
  [
    'a host that is not there',
    failed('network-failed', '', 'host-unknown'),
    ['error', 'question', 'retry'],
  ],
  ['a refusal', failed('content-refused'), ['error', null, 'retry']],
  ['one too long for the model', failed('context-overflow', ''), ['error', 'question', 'retry']],
  ['one at the length limit', answer({ finishReason: 'length' }), ['length', null, 'continue']],
  [
    'one at the person’s own limit',
    makeAnswer({
      finishReason: 'length',
      parts: [
        { type: 'step', provider: 'p', model: 'm', maxOutputTokens: 300 },
        { type: 'text', text: 'Half an' },
      ],
    }),
    ['own-length', null, 'continue'],
  ],
  [
    'one that filled what the model can read',
    answer({ finishReason: 'context-overflow' }),
    ['context-overflow', null, 'retry'],
  ],
  ['one the model broke off', answer({ finishReason: 'refusal' }), ['refusal', null, 'retry']],
  ['an empty one', answer({ finishReason: 'stop' }, ''), ['empty', null, 'retry']],
  ['a question without an answer', answer({ role: 'user' }), ['unanswered', null, 'retry']],
])('%s', (_, message, expected) => {
  const help = messageHelp(message, true);
  expect(help === null ? null : [help.reason, help.kept, help.action]).toEqual(expected);
});

test('where the address may be wrong the settings are offered as well', () => {
  const offers = (situation: ErrorSituation, isLast = true) =>
    messageHelp(failed('network-failed', '', situation), isLast)?.alsoSettings;
  expect(offers('host-unknown')).toBe(true);
  expect(offers('nothing-answers')).toBe(true);
  expect(offers('connection-broke')).toBe(false);
  expect(offers('host-unknown', false)).toBe(false);
});

test('only the last message can be helped', () => {
  expect(messageHelp(answer({ status: 'stopped' }), false)).toMatchObject({
    reason: 'stopped',
    action: null,
  });
  expect(messageHelp(failed('authentication-failed'), false)).toMatchObject({ action: null });
  expect(messageHelp(answer({ role: 'user' }), false)).toBeNull();
});

test('what is too long is too long for whoever said so last', () => {
  const overflow = { code: 'context-overflow' as const, message: 'Why.', retryable: false };
  const message = answer({ status: 'failed', provider: 'p', model: 'm', error: overflow }, '');
  expect(messageHelp(message, true)?.isTooLong).toBe(true);
  expect(failedModel(message)).toEqual({ provider: 'p', model: 'm' });
  const other = { ...overflow, details: { provider: 'q', model: 'n' } };
  expect(failedModel({ ...message, error: other })).toEqual({ provider: 'q', model: 'n' });
});
