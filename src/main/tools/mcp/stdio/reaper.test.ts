import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../../shared/clock.ts';
import { folderForTest } from '../../../__fixtures__/folder-for-test.ts';
import { hostileServer, marked, processes } from './__fixtures__/processes-of-test.ts';
import { tokenVariable } from './child-environment.ts';
import { createReaper } from './reaper.ts';

const create = (file: string, environment: Record<string, string> = {}) =>
  createReaper({
    file,
    processes,
    environment,
    clock: systemClock,
    graceMs: 50,
    log: { warn: () => undefined },
  });

/** A process that lasts, whoever it belongs to; it goes with the test. */
async function lasting(environment: Record<string, string> = {}): Promise<ChildProcess> {
  const child = spawn('sleep', ['600'], {
    detached: true,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: 'ignore',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  return child;
}

const startOf = async (pid: number | undefined) =>
  (await processes.list()).find((facts) => facts.pid === pid)?.startedAt ?? '';

const run = '5e0ab05a-37a5-4a1c-a1a5-3a1d33dd0f4b';
async function writeLedger(file: string, started: readonly object[], boot?: string): Promise<void> {
  const runs = [{ run, boot: boot ?? (await processes.bootId()), started }];
  writeFileSync(file, JSON.stringify({ runs }));
}

test('what a host that was killed left is ended by the next start', async () => {
  const file = join(folderForTest(), 'servers.json');
  const script = fileURLToPath(new URL('__fixtures__/host-of-test.mjs', import.meta.url));
  const host = spawn(
    process.execPath,
    [
      '--no-warnings',
      script,
      file,
      hostileServer,
      '--ignore-eof',
      '--ignore-eof --ignore-term --fork --setsid',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = await once(createInterface({ input: host.stdout }), 'line');
  const started: { pid: number; token: string }[] = JSON.parse(String(line));
  const token = started[0]?.token.split('.')[0] ?? 'none';
  // A shell and a server each, two that were forked, one in a session of its own.
  await expect.poll(() => marked(token), { timeout: 20_000 }).toHaveLength(7);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  host.kill('SIGKILL');
  await once(host, 'exit');
  expect(await marked(token)).toHaveLength(7);

  expect(await create(file).reap()).toEqual({ ended: 7, left: 0 });
  expect(await marked(token)).toEqual([]);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    runs: [{ run: expect.any(String), boot: await processes.bootId(), started: [] }],
  });
});

test('a pid that was given to somebody else since is left alone', async () => {
  const file = join(folderForTest(), 'servers.json');
  const [other, later, unmarked, ours] = await Promise.all([
    lasting(),
    lasting({ [tokenVariable]: 'another.1' }),
    lasting(),
    lasting({ [tokenVariable]: `${run}.4` }),
  ]);
  await writeLedger(file, [
    { pid: other.pid, startedAt: 'long ago', token: `${run}.1` },
    { pid: later.pid, startedAt: await startOf(later.pid), token: `${run}.2` },
    { pid: unmarked.pid, startedAt: await startOf(unmarked.pid), token: `${run}.3` },
  ]);
  const ended = once(ours, 'exit');
  // Its pid was never noted: the host was killed just then.
  expect(await create(file).reap()).toEqual({ ended: 1, left: 0 });
  await ended;
  expect([other, later, unmarked].map((child) => child.signalCode)).toEqual([null, null, null]);
  expect(await startOf(other.pid)).not.toBe('');
});

test('nothing of another boot is ours, and nothing this process descends from is ended', async () => {
  const file = join(folderForTest(), 'servers.json');
  const child = await lasting({ [tokenVariable]: `${run}.1` });
  const noted = { pid: child.pid, startedAt: await startOf(child.pid), token: `${run}.1` };
  await writeLedger(file, [noted], 'another boot');
  expect(await create(file).reap()).toEqual({ ended: 0, left: 0 });
  await writeLedger(file, [noted]);
  expect(await create(file, { [tokenVariable]: `${run}.7` }).reap()).toEqual({ ended: 0, left: 0 });
  expect(child.signalCode).toBeNull();
});

test('earlier runs stay noted until they were reaped', async () => {
  const file = join(folderForTest(), 'servers.json');
  const child = await lasting({ [tokenVariable]: `${run}.1` });
  await writeLedger(file, [
    { pid: child.pid, startedAt: await startOf(child.pid), token: `${run}.1` },
  ]);
  // This one starts a server and is killed before it reaps.
  const token = await create(file).createToken();
  expect(JSON.parse(readFileSync(file, 'utf8')).runs).toMatchObject([
    { run },
    { run: token.split('.')[0] },
  ]);
  const ended = once(child, 'exit');
  expect(await create(file).reap()).toEqual({ ended: 1, left: 0 });
  await ended;
});

test.for(['', '{', '{"runs":[{"run":"x"}]}'])('a file that reads %j names nobody', async (text) => {
  const file = join(folderForTest(), 'servers.json');
  writeFileSync(file, text);
  expect(await create(file).reap()).toEqual({ ended: 0, left: 0 });
});

test('what was started is noted until it is gone; a folder that cannot be written stops nobody', async () => {
  const file = join(folderForTest(), 'servers.json');
  const reaper = create(file);
  const token = await reaper.createToken();
  const child = await lasting({ [tokenVariable]: token });
  await reaper.note({ pid: child.pid!, token });
  const read = () => JSON.parse(readFileSync(file, 'utf8')).runs.at(-1).started;
  expect(read()).toEqual([{ pid: child.pid, startedAt: await startOf(child.pid), token }]);
  await reaper.forget(child.pid!);
  expect(read()).toEqual([]);

  const warned: string[] = [];
  const homeless = createReaper({
    file: '/no/such/folder/servers.json',
    processes,
    environment: {},
    clock: systemClock,
    log: { warn: (_, message) => warned.push(message) },
  });
  expect(await homeless.createToken()).toMatch(/\.1$/);
  expect(warned).toHaveLength(1);
});

test('where no token can be seen, a pid is ours if it started when we noted it', async () => {
  const file = join(folderForTest(), 'servers.json');
  writeFileSync(
    file,
    JSON.stringify({
      runs: [
        {
          run,
          boot: null,
          started: [
            { pid: 4, startedAt: '100', token: `${run}.1` },
            { pid: 8, startedAt: '100', token: `${run}.2` },
          ],
        },
      ],
    }),
  );
  const ended: number[] = [];
  const facts = (pid: number, startedAt: string) =>
    ({ pid, startedAt, group: null, token: undefined }) as const;
  const reaper = createReaper({
    file,
    processes: {
      kind: 'windows',
      bootId: () => Promise.resolve(null),
      list: () =>
        Promise.resolve(
          [facts(4, '100'), facts(8, '101')].filter(({ pid }) => !ended.includes(pid)),
        ),
      signal: (pid) => Promise.resolve(void ended.push(pid)),
    },
    environment: {},
    clock: systemClock,
    log: { warn: () => undefined },
  });
  expect(await reaper.reap()).toEqual({ ended: 1, left: 0 });
  expect(ended).toEqual([4]);
});
