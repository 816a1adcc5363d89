import { chmod, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { prepareDataFolder } from './prepare-data-folder.ts';

const refusal: unknown = expect.objectContaining({
  code: 'invalid-input',
  message: expect.stringContaining('a folder of its own'),
});

let base: string;
beforeEach(() => {
  base = folderForTest();
});

test('what was asked for wins over TINA_DATA_DIR; folders on the way are made', async () => {
  const environment = { TINA_DATA_DIR: join(base, 'a/b') };
  expect(prepareDataFolder(undefined, environment)).toBe(join(base, 'a/b'));
  expect(prepareDataFolder(join(base, 'c'), environment)).toBe(join(base, 'c'));
  expect((await stat(join(base, 'a/b'))).isDirectory()).toBe(true);
});

test('a folder that others could read becomes private', async () => {
  await chmod(base, 0o755);
  prepareDataFolder(base, {});
  expect((await stat(base)).mode & 0o777).toBe(0o700);
});

test.each(['/', homedir()])('%s is refused, since it holds everything else', async (folder) => {
  const before = (await stat(folder)).mode;
  expect(() => prepareDataFolder(folder, {})).toThrow(refusal);
  expect((await stat(folder)).mode).toBe(before);
});

test('a folder that holds other things is refused and stays as it is, unless Tina was there before', async () => {
  await chmod(base, 0o755);
  await writeFile(join(base, 'holiday.jpg'), '');
  expect(() => prepareDataFolder(base, {})).toThrow(refusal);
  expect((await stat(base)).mode & 0o777).toBe(0o755);
  await writeFile(join(base, 'tina.db'), '');
  expect(prepareDataFolder(base, {})).toBe(base);
});

test('what a start that got no further left behind is no hindrance', async () => {
  for (const name of ['settings.json', 'mcp-servers.json', 'sessions.json', '.DS_Store'])
    await writeFile(join(base, name), '');
  expect(prepareDataFolder(base, {})).toBe(base);
});

test.skipIf(process.platform === 'win32')('a folder that everybody shares is refused', async () => {
  await chmod(base, 0o1777);
  expect(() => prepareDataFolder(base, {})).toThrow(refusal);
  expect((await stat(base)).mode & 0o7777).toBe(0o1777);
});
