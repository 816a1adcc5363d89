import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderForTest } from './__fixtures__/folder-for-test.ts';
import { folderSize } from './folder-size.ts';

test('counts what is in folders too, and nothing for a folder that vanished', async () => {
  const folder = folderForTest();
  writeFileSync(join(folder, 'a'), '123');
  mkdirSync(join(folder, 'in', 'it'), { recursive: true });
  writeFileSync(join(folder, 'in', 'it', 'b'), '4567');
  expect(await folderSize(folder)).toBe(7);
  expect(await folderSize(join(folder, 'gone'))).toBe(0);
});
