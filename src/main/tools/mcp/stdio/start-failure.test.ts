import { expect, test } from 'vitest';
import { createHideSecrets } from '../logs/hide-secrets.ts';
import { toWire } from '../../../../shared/errors.ts';
import { failureOf, startFailure } from './start-failure.ts';
import type { Attempt } from './start-failure.ts';

const attempt: Attempt = {
  command: '/usr/bin/node',
  args: ['server.js'],
  noise: [],
  stderrTail: ['starting'],
  exit: null,
  seconds: 30,
};

test('a server that gave no answer has ended, or made noise, or took too long', () => {
  const exit = { code: 1, signal: null };
  expect(failureOf({ ...attempt, exit, noise: ['hello'] })).toEqual({
    cause: 'exited',
    ...exit,
    stderrTail: ['starting'],
  });
  expect(failureOf({ ...attempt, noise: ['hello'] })).toEqual({
    cause: 'noise-on-stdout',
    noise: ['hello'],
    stderrTail: ['starting'],
  });
  expect(failureOf(attempt)).toEqual({
    cause: 'timed-out',
    seconds: 30,
    stderrTail: ['starting'],
  });
});

test.for([
  ['npx', ['-y', 'server'], 'npx'],
  ['C:\\Program Files\\nodejs\\npx.cmd', ['-y', 'server'], 'npx'],
  ['/opt/bin/uvx', ['server'], 'uvx'],
  ['docker', ['run', '-i', 'image'], 'docker'],
  ['docker', ['exec', 'it'], undefined],
  ['npm', ['exec', 'server'], 'npm'],
  ['node', ['npx'], undefined],
  ['constructor', [], undefined],
] as const)('%s %j may be downloading: %s', ([command, args, download]) => {
  expect(failureOf({ ...attempt, command, args })).toEqual({
    cause: 'timed-out',
    seconds: 30,
    ...(download === undefined ? {} : { download }),
    stderrTail: ['starting'],
  });
});

test('what crosses the bridge holds the facts and no secret', () => {
  const hide = createHideSecrets(['canary-value']);
  const failure = failureOf({
    ...attempt,
    exit: { code: 3, signal: null },
    stderrTail: ['bad key canary-value', '{"token":"other"}'],
  });
  expect(toWire(startFailure('files', failure, hide))).toEqual({
    code: 'mcp-connection-failed',
    message: 'The server ended before it answered. Its last lines say more.',
    retryable: true,
    details: {
      server: 'files',
      cause: 'exited',
      code: 3,
      signal: null,
      stderrTail: ['bad key [hidden]', '{"token":"[hidden]"}'],
    },
  });
});
