import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { folderSize } from './folder-size.ts';

test('counts what is in folders too, and nothing for a folder that vanished', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tina-size-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'a'), '123');
  mkdirSync(join(folder, 'in', 'it'), { recursive: true });
  writeFileSync(join(folder, 'in', 'it', 'b'), '4567');
  expect(await folderSize(folder)).toBe(7);
  expect(await folderSize(join(folder, 'gone'))).toBe(0);
});
