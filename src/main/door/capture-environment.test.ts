import { expect, test } from 'vitest';
import { captureEnvironment } from './capture-environment.ts';

test('keys and the passphrase leave the environment that children inherit; the core still gets the keys', () => {
  const environment: Record<string, string | undefined> = {
    PATH: '/bin',
    ANTHROPIC_API_KEY: 'sk-canary-1',
    ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
    GROQ_API_KEY: '',
    Openai_Api_Key: 'sk-canary-2',
    GOOGLE_API_KEY: 'sk-canary-3',
    TINA_PASSPHRASE: 'correct horse',
  };
  const captured = captureEnvironment(environment);
  expect(environment).toEqual({ PATH: '/bin', ANTHROPIC_BASE_URL: 'http://127.0.0.1:1' });
  expect(captured).toEqual({
    environment: {
      PATH: '/bin',
      ANTHROPIC_API_KEY: 'sk-canary-1',
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
      GROQ_API_KEY: '',
      Openai_Api_Key: 'sk-canary-2',
      GOOGLE_API_KEY: 'sk-canary-3',
    },
    passphrase: 'correct horse',
    secrets: ['correct horse', 'sk-canary-1', 'sk-canary-2', 'sk-canary-3'],
  });
});

test('an empty passphrase is none', () => {
  expect(captureEnvironment({ TINA_PASSPHRASE: '' })).toEqual({
    environment: {},
    passphrase: undefined,
    secrets: [],
  });
});
