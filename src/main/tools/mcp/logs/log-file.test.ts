import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderForTest } from '../../../__fixtures__/folder-for-test.ts';
import { createLogFile, removeLogFiles } from './log-file.ts';

const line = { number: 1, at: 0, kind: 'stderr' as const, text: 'ready' };

test('lines are kept for their owner only', async () => {
  const folder = join(folderForTest(), 'servers');
  const file = createLogFile({ folder, name: 'files' });
  file.add(line);
  file.add({ ...line, kind: 'stdout', text: 'x', cut: 7 });
  await file.close();
  expect(readFileSync(join(folder, 'files.log'), 'utf8')).toBe(
    '1970-01-01T00:00:00.000Z stderr ready\n1970-01-01T00:00:00.000Z stdout x … 7 characters more\n',
  );
  expect(statSync(join(folder, 'files.log')).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  await removeLogFiles(folder, 'files');
  expect(readdirSync(folder)).toEqual([]);
});

test('there are two files at most, each within its size', async () => {
  const folder = folderForTest();
  for (let round = 0; round < 6; round++) {
    const file = createLogFile({ folder, name: 'files', maxBytes: 100 });
    file.add({ ...line, text: `round ${round}` });
    await file.close();
  }
  expect(readdirSync(folder).toSorted()).toEqual(['files.1.log', 'files.log']);
  const read = (name: string) => readFileSync(join(folder, name), 'utf8').match(/\d$/gm);
  expect([read('files.1.log'), read('files.log')]).toEqual([
    ['2', '3'],
    ['4', '5'],
  ]);
});

test('what comes faster than the disk is counted, not queued without end', async () => {
  const folder = folderForTest();
  const file = createLogFile({ folder, name: 'files' });
  for (let count = 0; count < 200; count++) file.add({ ...line, text: 'x'.repeat(16 * 1024) });
  await file.close();
  const text = readFileSync(join(folder, 'files.log'), 'utf8');
  const kept = text.match(/stderr x/g)?.length ?? 0;
  const skipped = Number(/… (\d+) lines came too fast/.exec(text)?.[1]);
  expect(kept + skipped).toBe(200);
  expect(text.length).toBeLessThan(3 * 1024 * 1024);
});

test('a folder that cannot be made stops nobody', async () => {
  const file = createLogFile({ folder: '/dev/null/servers', name: 'files' });
  file.add(line);
  await file.close();
});
