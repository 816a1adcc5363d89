import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, test } from 'vitest';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { copyInSteps } from './copy-in-steps.ts';
import { openDatabase, openDatabaseToRead, transaction } from './database.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = folderForTest();
});

test('a copy is made in steps, of one moment, however much is written between them', async () => {
  const path = join(dataDir, 'from.db');
  const writing = openDatabase(path);
  writing.exec('CREATE TABLE t (n INTEGER, filler BLOB) STRICT');
  const insert = writing.prepare('INSERT INTO t VALUES (?, randomblob(100000))');
  transaction(writing, () => {
    for (let n = 0; n < 200; n++) insert.run(n);
  });

  const reading = openDatabaseToRead(path);
  const to = join(dataDir, 'to.db');
  let done = false;
  const copied = copyInSteps(reading, to).finally(() => (done = true));
  let between = 0;
  while (!done) {
    await new Promise((resolve) => setImmediate(resolve));
    transaction(writing, () => insert.run(1000 + between++));
  }
  await copied;
  reading.close();
  writing.close();

  expect(between).toBeGreaterThan(4);
  const copy = new DatabaseSync(to, { readOnly: true });
  expect(copy.prepare('SELECT count(*) AS count, max(n) AS newest FROM t').get()).toEqual({
    count: 200,
    newest: 199,
  });
  copy.close();
  expect(existsSync(`${to}-wal`)).toBe(false);
});
