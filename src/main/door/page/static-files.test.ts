import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderForTest } from '../../__fixtures__/folder-for-test.ts';
import { openStaticFiles } from './static-files.ts';

test('a file that could not be read once is read the next time', async () => {
  const folder = folderForTest();
  const path = join(folder, 'assets', 'app.js');
  await mkdir(join(folder, 'assets'));
  await writeFile(path, 'one');
  const files = await openStaticFiles(folder);
  await rm(path);
  expect(await files.get('/assets/app.js')).toBeUndefined();
  await writeFile(path, 'two');
  expect((await files.get('/assets/app.js'))?.body.toString()).toBe('two');
});
