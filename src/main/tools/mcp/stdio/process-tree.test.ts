import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { createFakeClock, systemClock } from '../../../../shared/clock.ts';
import {
  hostileServer,
  marked,
  processes,
  startForTest,
  tokenForTest,
} from './__fixtures__/processes-of-test.ts';
import type { ProcessTree } from './process-tree.ts';

/** Real time, of which a stubborn server gets less than it would. */
const impatient = { clock: systemClock, graceMs: 50 };

/** Resolves when the server has read a message, so it has started all it starts. */
async function ready(tree: ProcessTree): Promise<void> {
  const lines = createInterface({ input: tree.stdout });
  tree.stdin.write('{"jsonrpc":"2.0","id":1,"method":"ping"}\n');
  await once(lines, 'line');
  lines.close();
  tree.stdout.resume();
}

/** Until so many processes carry the token. */
async function untilMarked(token: string, count: number): Promise<void> {
  await expect.poll(async () => (await marked(token)).length, { timeout: 20_000 }).toBe(count);
}

test('a server that ends with its input is not signalled', async () => {
  const token = tokenForTest();
  const tree = await startForTest(process.execPath, [hostileServer], {
    token,
    clock: createFakeClock(),
  });
  await ready(tree);
  expect(await marked(token)).toEqual([tree.pid]);
  // The clock stands still: nothing but its own end can be what this waits for.
  expect(await tree.stop()).toBe(true);
  expect(await tree.exited).toEqual({ code: 0, signal: null });
});

test('one that ignores the end of its input is asked, one that ignores that too is made to end', async () => {
  for (const [flags, signal] of [
    [['--ignore-eof'], 'SIGTERM'],
    [['--ignore-eof', '--ignore-term'], 'SIGKILL'],
  ] as const) {
    const token = tokenForTest();
    const tree = await startForTest(process.execPath, [hostileServer, ...flags], {
      token,
      ...impatient,
    });
    await ready(tree);
    expect(await tree.stop()).toBe(true);
    expect(await tree.exited).toEqual({ code: null, signal });
  }
});

test('behind a shell, forked twice, and in a session of its own: nobody is left', async () => {
  const token = tokenForTest();
  const script = `"${process.execPath}" "${hostileServer}" --ignore-eof --ignore-term --fork --setsid; true`;
  const tree = await startForTest('/bin/sh', ['-c', script], { token, ...impatient });
  await ready(tree);
  // The shell, the server, two that were forked, one that left the session.
  await untilMarked(token, 5);
  expect(await tree.stop()).toBe(true);
  expect(await marked(token)).toEqual([]);
});

test('one in its group that carries no token is ended as well', async () => {
  const script = 'env -i sleep 600 & echo $!; cat';
  const options = { token: tokenForTest(), ...impatient };
  const tree = await startForTest('/bin/sh', ['-c', script], options);
  const [pid] = await once(createInterface({ input: tree.stdout }), 'line');
  expect(await tree.stop()).toBe(true);
  const living = await processes.list();
  expect(living.filter((facts) => facts.pid === Number(pid))).toEqual([]);
});

test('what a server left behind when it ended is ended too', async () => {
  const token = tokenForTest();
  const tree = await startForTest(process.execPath, [hostileServer, '--fork', '--setsid'], {
    token,
    ...impatient,
  });
  await ready(tree);
  await untilMarked(token, 4);
  tree.stdin.end();
  await tree.exited;
  expect(await marked(token)).toHaveLength(3);
  expect(await tree.stop()).toBe(true);
  expect(await marked(token)).toEqual([]);
});

test('a second stop does not wait, and neither does one that is forced', async () => {
  for (const stop of [
    async (tree: ProcessTree) => {
      const first = tree.stop();
      return (await tree.stop()) && (await first);
    },
    (tree: ProcessTree) => tree.stop({ force: true }),
  ]) {
    const token = tokenForTest();
    const tree = await startForTest(
      process.execPath,
      [hostileServer, '--ignore-eof', '--ignore-term'],
      // A patience that this test would not live to see the end of.
      { token, clock: systemClock, graceMs: 3_600_000 },
    );
    await ready(tree);
    expect(await stop(tree)).toBe(true);
    expect(await tree.exited).toEqual({ code: null, signal: 'SIGKILL' });
  }
});

test('a program that is not there rejects', async () => {
  const options = { token: tokenForTest(), clock: createFakeClock() };
  await expect(startForTest('/no/such/program', [], options)).rejects.toMatchObject({
    code: 'ENOENT',
  });
});
