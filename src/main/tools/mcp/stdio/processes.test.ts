import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tokenVariable } from './child-environment.ts';
import { parseStat } from './linux-processes.ts';
import { parseCreationTicks } from './parse-powershell.ts';
import { parsePs, parsePsEnvironment } from './parse-ps.ts';
import { createProcesses } from './processes.ts';

test('a line of /proc is read whatever the name of the process is; one that ended is none', () => {
  const rest = '1 4242 4242 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 98765 0 0';
  expect(parseStat(`4242 (a) S (b ) S ${rest}`)).toEqual({
    pid: 4242,
    group: 4242,
    startedAt: '98765',
  });
  expect(parseStat(`4242 (node) Z ${rest}`)).toBeUndefined();
  expect(parseStat('')).toBeUndefined();
});

test('the tables of ps are read, with the token where the environment shows it', () => {
  const environments = [
    `  501 /usr/bin/node server.js HOME=/Users/a ${tokenVariable}=run.1 LANG=de_DE`,
    '  502 /bin/sh -c node',
    '',
  ].join('\n');
  const table = [
    '  501   501 Ss   Sun Nov 22 05:54:20 2026    ',
    '  502   501 S+   Sun Nov  1 05:54:21 2026    ',
    '  503   501 Z    Sun Nov 22 05:54:22 2026    ',
    '',
  ].join('\n');
  expect(parsePs(table, parsePsEnvironment(environments))).toEqual([
    { pid: 501, group: 501, startedAt: 'Sun Nov 22 05:54:20 2026', token: 'run.1' },
    { pid: 502, group: 501, startedAt: 'Sun Nov 1 05:54:21 2026', token: null },
  ]);
});

test('what PowerShell prints is read', () => {
  expect(parseCreationTicks('4 638000000000000001\r\nnoise\r\n12 638000000000000002\r\n')).toEqual([
    { pid: 4, group: null, startedAt: '638000000000000001', token: undefined },
    { pid: 12, group: null, startedAt: '638000000000000002', token: undefined },
  ]);
});

test.runIf(process.platform === 'linux')(
  'a process of ours is found with its group, its start and its token, until it ends',
  async () => {
    const child = spawn('sleep', ['600'], {
      detached: true,
      env: { ...process.env, [tokenVariable]: 'run.1' },
      stdio: 'ignore',
    });
    await once(child, 'spawn');
    const pid = child.pid!;
    const processes = createProcesses('linux', {});
    const find = async () => (await processes.list()).find((facts) => facts.pid === pid);
    expect(await find()).toEqual({
      pid,
      group: pid,
      startedAt: parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.startedAt,
      token: 'run.1',
    });
    expect(await processes.bootId()).toMatch(/^[\da-f-]{36}$/);
    const ended = once(child, 'exit');
    await processes.signal(pid, 'SIGKILL');
    await ended;
    expect(await find()).toBeUndefined();
    await processes.signal(pid, 'SIGKILL');
  },
);
