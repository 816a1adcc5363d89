import { beforeEach, expect, test } from 'vitest';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import type { Clock } from '../../shared/clock.ts';
import { startTestHost } from '../web/__fixtures__/start-test-host.ts';
import { claimDataFolder } from './claim-data-folder.ts';
import { readInstance, writeInstance } from './instance-file.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = folderForTest();
});

/** Every wait is over at once, in its own time. */
function hastyClock(): Clock {
  let time = 0;
  return {
    now: () => time,
    after(ms, callback) {
      time += ms;
      queueMicrotask(callback);
      return () => {};
    },
  };
}

const gone = { pid: 1, port: 1, secret: 'a secret of someone gone' };

test('whoever gets the lock forgets what the last owner left', async () => {
  await writeInstance(dataDir, gone);
  const lock = { release() {} };
  expect(await claimDataFolder(dataDir, () => lock, hastyClock())).toEqual({ type: 'mine', lock });
  expect(await readInstance(dataDir)).toBeUndefined();
});

test('an owner that is about to end is waited for', async () => {
  const lock = { release() {} };
  let tries = 0;
  const claim = await claimDataFolder(
    dataDir,
    () => ((tries += 1) < 5 ? null : lock),
    hastyClock(),
  );
  expect({ claim, tries }).toEqual({ claim: { type: 'mine', lock }, tries: 5 });
});

test('an owner that does not answer is named after five seconds', async () => {
  await writeInstance(dataDir, gone);
  await expect(claimDataFolder(dataDir, () => null, hastyClock())).rejects.toMatchObject({
    code: 'conflict',
    message:
      'Tina is running already (process 1), but it does not answer. Please end it and try again.',
  });
});

test('an owner that answers gives a link of its own', async () => {
  const host = await startTestHost();
  const claim = await claimDataFolder(host.dataDir, () => null, hastyClock());
  expect(claim).toEqual({
    type: 'running',
    link: expect.stringContaining(`${host.origin}/sign-in#`),
  });
  await host.close();
});
