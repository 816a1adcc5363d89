import { expect, test } from 'vitest';
import { childEnvironment, tokenVariable, variableOf } from './child-environment.ts';

const secrets = {
  ANTHROPIC_API_KEY: 'canary',
  OPENAI_API_KEY: 'canary',
  TINA_PASSPHRASE: 'canary',
  AWS_SECRET_ACCESS_KEY: 'canary',
  SSH_AUTH_SOCK: '/canary',
  NODE_OPTIONS: '--canary',
};

test('a server inherits what programs need and none of our secrets', () => {
  expect(
    childEnvironment({
      platform: 'linux',
      own: {
        ...secrets,
        HOME: '/home/a',
        PATH: '/bin',
        LC_TIME: 'de_DE',
        https_proxy: 'http://proxy',
        TERM: '() { echo; }',
        Home: '/other',
        USER: undefined,
      },
      path: undefined,
      configured: {},
      token: 'token-1',
    }),
  ).toEqual({
    HOME: '/home/a',
    PATH: '/bin',
    LC_TIME: 'de_DE',
    https_proxy: 'http://proxy',
    [tokenVariable]: 'token-1',
  });
});

test('the PATH of the login shell wins over ours, what is configured over both, the token over all', () => {
  const options = { platform: 'linux', own: { PATH: '/bin' }, token: 'token-1' } as const;
  expect(childEnvironment({ ...options, path: '/shell', configured: {} })).toMatchObject({
    PATH: '/shell',
  });
  expect(
    childEnvironment({
      ...options,
      path: '/shell',
      configured: { PATH: '/mine', KEY: 'value', [tokenVariable]: 'other' },
    }),
  ).toEqual({ PATH: '/mine', KEY: 'value', [tokenVariable]: 'token-1' });
});

test('on Windows a name is the same in any case and is given once', () => {
  expect(
    childEnvironment({
      platform: 'win32',
      own: { ...secrets, Path: 'C:\\Windows', SystemRoot: 'C:\\Windows', LC_ALL: 'de', HOME: 'x' },
      path: undefined,
      configured: { PATH: 'C:\\mine' },
      token: 'token-1',
    }),
  ).toEqual({ PATH: 'C:\\mine', SystemRoot: 'C:\\Windows', [tokenVariable]: 'token-1' });
});

test('a variable is found as its platform compares names', () => {
  expect(variableOf({ Path: 'a' }, 'PATH', 'win32')).toBe('a');
  expect(variableOf({ Path: 'a' }, 'PATH', 'linux')).toBeUndefined();
});
