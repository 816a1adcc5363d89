import { expect, test } from 'vitest';
import { createHideSecrets } from './hide-secrets.ts';

test('a secret is hidden in each form it is likely to take', () => {
  const secret = 'p"ss/w+rd é';
  const hide = createHideSecrets([secret]);
  for (const form of [
    secret,
    JSON.stringify({ a: secret }),
    `https://host/?k=${encodeURIComponent(secret)}`,
    `Basic ${Buffer.from(secret).toString('base64')}`,
    Buffer.from(secret).toString('base64url'),
  ]) {
    expect(hide(form)).toContain('[hidden]');
    expect(hide(form)).not.toContain('w+rd');
    expect(hide(form)).not.toContain('w%2Brd');
  }
});

test('one that begins with another is hidden whole, one of several lines line by line', () => {
  expect(createHideSecrets(['abcd', 'abcd-efgh'])('x abcd-efgh y')).toBe('x [hidden] y');
  const key = '-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END KEY-----';
  expect(createHideSecrets([key])('read kqhkiG9w0BAQEF')).toBe('read [hidden]');
});

test('what is too short to be a secret is left where it is', () => {
  expect(createHideSecrets(['', 'a', 'on'])('an option')).toBe('an option');
});

test.for([
  ['{"access_token":"abc"}', '{"access_token":"[hidden]"}'],
  ['{"apiKey" : "a\\"b", "x":1}', '{"apiKey" : "[hidden]", "x":1}'],
  ['{"GITHUB_TOKEN":"ghp"}', '{"GITHUB_TOKEN":"[hidden]"}'],
  ['{"Authorization":"Bearer x"}', '{"Authorization":"[hidden]"}'],
  ['{"client-secret":"x', '{"client-secret":"[hidden]"'],
  ['{"token":"x\\', '{"token":"[hidden]"'],
  ['{"progressToken":"x"}', '{"progressToken":"x"}'],
  ['{"tokens":"x","maxTokens":3}', '{"tokens":"x","maxTokens":3}'],
] as const)('a field named like a token loses its value: %s', ([text, shown]) => {
  expect(createHideSecrets([])(text)).toBe(shown);
});

test('a hostile text costs time in proportion to its length', () => {
  const hide = createHideSecrets([]);
  // Backtracking would make these last for minutes.
  expect(hide(`"token":"${'\\\\'.repeat(100_000)}`)).toBe('"token":"[hidden]"');
  expect(hide('"a_'.repeat(50_000))).toHaveLength(150_000);
});
