import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newestChange } from './newest-change.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tina-newest-'));
  mkdirSync(join(folder, 'src/deep'), { recursive: true });
  writeFileSync(join(folder, 'src/deep/a.ts'), '');
  writeFileSync(join(folder, 'lock.json'), '');
  for (const name of ['src/deep/a.ts', 'src/deep', 'src', 'lock.json']) setTime(name, 1000);
});
afterEach(() => rmSync(folder, { recursive: true }));

const setTime = (name: string, seconds: number) => utimesSync(join(folder, name), seconds, seconds);
const newest = () => newestChange([join(folder, 'src'), join(folder, 'lock.json')]);

test('is the time of the file that changed last, however deep', () => {
  expect(newest()).toBe(1_000_000);
  setTime('src/deep/a.ts', 1002);
  expect(newest()).toBe(1_002_000);
  setTime('lock.json', 1003);
  expect(newest()).toBe(1_003_000);
});

test('notices a file that was removed', () => {
  rmSync(join(folder, 'src/deep/a.ts'));
  expect(newest()).toBeGreaterThan(1_000_000);
});

test('is 0 for nothing', () => {
  expect(newestChange([])).toBe(0);
});
