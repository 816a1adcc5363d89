import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import type { TurnStatus } from '../../shared/contract/chat.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import en from '../i18n/en.json' with { type: 'json' };
import { reasonText, turnSentence } from './turn-sentence.ts';

beforeAll(() => i18next.init({ lng: 'en', resources: { en: { translation: en } } }));

const error = { code: 'provider-failed', message: 'It broke.', retryable: true } as const;

test.each<[TurnStatus, string]>([
  [{ state: 'queued', since: 0 }, 'Waiting for room at Claude…'],
  [{ state: 'queued', since: 0, until: 22_000 }, 'Waiting for room at Claude: 12\u{a0}s.'],
  [
    { state: 'queued', since: 0, until: 22_000, ahead: 3 },
    'Waiting for room at Claude: 12\u{a0}s. 3 requests go first.',
  ],
  [{ state: 'queued', since: 0, until: 9_000, ahead: 0 }, 'Waiting for room at Claude…'],
  [{ state: 'connecting', since: 9_000 }, 'Connecting to Claude…'],
  [{ state: 'connecting', since: 6_000 }, 'Connecting to Claude… 4\u{a0}s'],
  [{ state: 'waiting', since: 0 }, 'Waiting for Claude… 10\u{a0}s'],
  [
    { state: 'retrying', since: 0, until: 14_000, attempt: 1, of: 3, error },
    'Claude did not answer (a problem on its side). Attempt 2 of 3 in 4\u{a0}s.',
  ],
  [
    { state: 'retrying', since: 0, until: 10_000, attempt: 2, of: 3, error },
    'Claude did not answer (a problem on its side). Attempt 3 of 3…',
  ],
  [{ state: 'streaming', since: 0 }, 'Claude is answering…'],
  [{ state: 'stalled', since: 0 }, 'No data for 10\u{a0}s. Still waiting.'],
  [{ state: 'tool', since: 9_000, tools: [{ name: 'calculate' }] }, 'Running Calculator…'],
  [
    { state: 'asking', since: 0, tools: [{ name: 'a__b', title: 'Bee' }, { name: 'c__d' }] },
    'Waiting for you to allow: Bee, c__d',
  ],
])('%j reads: %s', (status, sentence) => {
  expect(turnSentence(status, 'Claude', 10_000, i18next.t)).toBe(sentence);
});

test('of several attempts the last one is the reason, and an unusual one has words too', () => {
  const text = (code: ErrorCode, details?: Record<string, unknown>) =>
    reasonText({ code, ...(details === undefined ? {} : { details }) }, i18next.t);
  expect(text('retries-exhausted', { lastError: { code: 'rate-limited' } })).toBe(
    'too many requests',
  );
  expect(text('retries-exhausted')).toBe('an error');
  expect(text('authentication-failed')).toBe('the key was refused');
  expect(text('disk-full')).toBe('an error');
});
