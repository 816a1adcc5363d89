import { spawn } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { folderForTest } from '../../../__fixtures__/folder-for-test.ts';
import { marked, tokenForTest } from './__fixtures__/processes-of-test.ts';
import { createLoginShellPath } from './login-shell-path.ts';

/** A shell whose start-up files do this; `$3` would be nothing, `$2` is the command it was given. */
function setUp(startUp: string, platform: NodeJS.Platform = 'linux') {
  const home = folderForTest();
  const shell = join(home, 'fakesh');
  writeFileSync(shell, `#!/bin/sh\necho "$1" >> "$HOME/asked"\n${startUp}\neval "$2"\n`);
  chmodSync(shell, 0o755);
  const token = tokenForTest();
  const clock = createFakeClock();
  const environment = { HOME: home, SHELL: shell, PATH: '/usr/bin:/bin', SECRET_KEY: 'canary' };
  const path = createLoginShellPath({
    platform,
    environment,
    home,
    spawn,
    clock,
    createToken: () => Promise.resolve(token),
  });
  return {
    path,
    clock,
    token,
    environment,
    asked: () => readFileSync(join(home, 'asked'), 'utf8'),
  };
}

test('PATH comes from the shell, asked once however many want it', async () => {
  const { path, asked } = setUp('PATH="/from/shell:$PATH"; export PATH');
  const both = await Promise.all([path(), path()]);
  expect([...both, await path()]).toEqual(Array(3).fill('/from/shell:/usr/bin:/bin'));
  expect(asked()).toBe('-ilc\n');
});

test.for([
  ['prints before, behind and about it', 'echo Welcome; echo "$2"; set -x; trap "echo Bye" EXIT'],
  ['leaves a process running that keeps the pipe', 'sleep 600 &'],
  ['prints much', 'head -c 300000 /dev/zero | tr "\\0" x'],
  ['does not get our secrets', 'test -z "$SECRET_KEY" || exit 1'],
] as const)('a shell that %s answers all the same', async ([, startUp]) => {
  expect(await setUp(startUp).path()).toBe('/usr/bin:/bin');
});

test.for([
  ['fails', 'exit 1'],
  ['prints megabytes', 'head -c 3000000 /dev/zero'],
  ['has a PATH that is none', 'PATH='],
  ['has a PATH of several lines', 'PATH="/usr/bin:/bin:\n/x"'],
  ['has turned into another program', 'exec true'],
] as const)('a shell that %s gives none', async ([, startUp]) => {
  expect(await setUp(startUp).path()).toBeUndefined();
});

test('a shell that hangs is ended with all it started after 10 s', async () => {
  const { path, clock, token } = setUp('sleep 600 & sleep 600');
  const asked = path();
  await expect.poll(() => marked(token)).toHaveLength(3);
  clock.advance(9999);
  expect(await marked(token)).toHaveLength(3);
  clock.advance(1);
  expect(await asked).toBeUndefined();
  await expect.poll(() => marked(token)).toEqual([]);
});

test('without a shell that can be run there is none, and on Windows nobody is asked', async () => {
  const { environment } = setUp('');
  const of = (platform: NodeJS.Platform, shell: string | undefined) =>
    createLoginShellPath({
      platform,
      environment: { ...environment, SHELL: shell },
      home: environment.HOME,
      spawn,
      clock: createFakeClock(),
      createToken: () => Promise.resolve('none'),
    })();
  expect(await of('linux', '/no/such/shell')).toBeUndefined();
  expect(await of('linux', undefined)).toBeUndefined();
  expect(await of('linux', 'relative')).toBeUndefined();
  expect(await of('win32', environment.SHELL)).toBeUndefined();
});

test.runIf(process.platform === 'linux')('a real shell answers', async () => {
  const { environment } = setUp('');
  const path = createLoginShellPath({
    platform: 'linux',
    environment: { ...environment, SHELL: '/bin/bash' },
    home: environment.HOME,
    spawn,
    clock: createFakeClock(),
    createToken: () => Promise.resolve('none'),
  });
  expect(await path()).toContain('/bin');
});
