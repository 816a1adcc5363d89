import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { folderForTest } from '../../../__fixtures__/folder-for-test.ts';

test('120 MB on standard error cost less than 50 MB of memory, and small files', async () => {
  const dataDir = folderForTest();
  const script = fileURLToPath(new URL('__fixtures__/measure-flood.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--no-warnings',
    script,
    dataDir,
    '120',
  ]);
  const { grewMegabytes, notices, seconds } = JSON.parse(stdout);
  expect(grewMegabytes).toBeLessThan(50);
  expect(notices).toBeLessThanOrEqual(seconds * 5 + 1);
  const folder = join(dataDir, 'servers');
  expect(readdirSync(folder).length).toBeLessThanOrEqual(2);
  for (const name of readdirSync(folder)) {
    expect(statSync(join(folder, name)).size).toBeLessThan(7 * 1024 * 1024);
  }
});
