import { describe, expect, test } from 'vitest';
import { diagnose } from './diagnose.ts';

const nothing = { facts: {}, searched: [], lastLines: [], noise: [], gaps: [] };

describe('names the cause and the one thing to do', () => {
  test.each([
    [
      { cause: 'command-not-found', command: 'uvx', searched: ['/bin', '/usr/bin'] },
      {
        cause: 'command-not-found',
        action: 'edit',
        facts: { command: 'uvx' },
        searched: ['/bin', '/usr/bin'],
      },
    ],
    [
      { cause: 'exited', code: 3, signal: null, stderrTail: ['no such database'] },
      { cause: 'exited', action: 'start', facts: { code: '3' }, lastLines: ['no such database'] },
    ],
    [
      { cause: 'exited', code: null, signal: 'SIGKILL', stderrTail: [] },
      { cause: 'exited', action: 'start', facts: { code: 'SIGKILL' } },
    ],
    [
      { cause: 'noise-on-stdout', noise: ['Welcome'], stderrTail: [] },
      { cause: 'noise-on-stdout', action: 'edit', noise: ['Welcome'] },
    ],
    [
      { cause: 'timed-out', seconds: 30.2, stderrTail: [] },
      { cause: 'timed-out', action: 'start', facts: { seconds: '30' } },
    ],
    [
      { cause: 'timed-out', seconds: 120, download: 'npx', stderrTail: [] },
      { cause: 'downloading', action: 'start', facts: { seconds: '120', download: 'npx' } },
    ],
    [
      { cause: 'crashed', because: 'sign-in-needed', host: 'x.example' },
      { cause: 'sign-in-needed', action: 'sign-in', facts: { host: 'x.example' } },
    ],
    [
      { cause: 'token-refused', host: 'x.example' },
      { cause: 'token-refused', action: 'edit', facts: { host: 'x.example' } },
    ],
    [
      { cause: 'crashed', because: 'exited', code: 7 },
      { cause: 'exited', action: 'start', facts: { code: '7' } },
    ],
    [
      { cause: 'consent-missing', server: 'server-1' },
      { cause: 'consent-missing', action: 'consent' },
    ],
    [
      { cause: 'config-invalid', gaps: [{ gap: 'input-missing', field: 'arg.2', name: 'folder' }] },
      {
        cause: 'config-invalid',
        action: 'edit',
        gaps: [{ gap: 'input-missing', field: 'arg.2', name: 'folder' }],
      },
    ],
  ])('%j', (details, expected) => {
    expect(diagnose({ details: { server: 'server-0000000a', ...details } })).toMatchObject({
      ...nothing,
      ...expected,
    });
  });
});

test('what it does not know is left to the sentence of the error', () => {
  const unknown = { cause: null, action: 'start', ...nothing };
  expect(diagnose({})).toEqual(unknown);
  expect(
    diagnose({ details: { cause: 'toString', searched: 'no list', gaps: [null, {}] } }),
  ).toEqual(unknown);
});
