import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDataFolder } from './data-folder-lock.ts';
import { moduleUrl, runChild } from './__fixtures__/run-child.ts';
import type { Child } from './__fixtures__/run-child.ts';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';

let dataDir: string;
const children: Child[] = [];
beforeEach(() => {
  dataDir = folderForTest();
});
afterEach(async () => {
  for (const child of children.splice(0)) await child.kill();
});

/** Collects garbage before it says so: the lock must not go with it. */
function startHolder(): Child {
  const child = runChild(`
    import { setFlagsFromString } from 'node:v8';
    import { runInNewContext } from 'node:vm';
    import { lockDataFolder } from ${moduleUrl('./data-folder-lock.ts')};
    const answer = lockDataFolder(${JSON.stringify(dataDir)}) === null ? 'taken' : 'mine';
    setFlagsFromString('--expose-gc');
    setImmediate(() => {
      runInNewContext('gc')();
      setImmediate(() => console.log(answer));
    });
    setInterval(() => {}, 1000);`);
  children.push(child);
  return child;
}

test('a second lock in the same process is refused until the first is released', () => {
  const first = lockDataFolder(dataDir);
  expect(first).not.toBeNull();
  expect(lockDataFolder(dataDir)).toBeNull();
  first?.release();
  const second = lockDataFolder(dataDir);
  expect(second).not.toBeNull();
  second?.release();
});

test('another process is kept out, and let in when the holder was killed', async () => {
  const child = startHolder();
  expect(await child.line()).toBe('mine');
  expect(lockDataFolder(dataDir)).toBeNull();
  await child.kill();
  const lock = lockDataFolder(dataDir);
  expect(lock).not.toBeNull();

  const second = startHolder();
  expect(await second.line()).toBe('taken');
  lock?.release();
});

test('a lock file that is no database is emptied, not given up on', () => {
  writeFileSync(join(dataDir, 'lock.db'), 'garbage '.repeat(1000));
  const lock = lockDataFolder(dataDir);
  expect(lock).not.toBeNull();
  expect(lockDataFolder(dataDir)).toBeNull();
  lock?.release();
});
