import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, transaction } from './database.ts';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { silentLog } from './__fixtures__/store-fixtures.ts';
import { openStoreInThread } from './open-in-thread.ts';
import { databaseName } from './prepare-database.ts';

let dataDir: string;
let database: DatabaseSync;
beforeEach(async () => {
  dataDir = folderForTest();
  const store = await openStoreInThread({ dataDir, log: silentLog, at: 1 });
  await store.close();
  database = openDatabase(join(dataDir, databaseName));
});
afterEach(() => {
  if (database.isOpen) database.close();
});

function pragma(name: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
}

test('every setting that protects the data reads back as set', () => {
  const names = [
    'journal_mode',
    'synchronous',
    'fullfsync',
    'checkpoint_fullfsync',
    'foreign_keys',
    'trusted_schema',
    'cell_size_check',
    'busy_timeout',
    'secure_delete',
    'auto_vacuum',
  ];
  expect(Object.fromEntries(names.map((name) => [name, pragma(name)]))).toEqual({
    journal_mode: 'wal',
    synchronous: 2,
    fullfsync: 1,
    checkpoint_fullfsync: 1,
    foreign_keys: 1,
    trusted_schema: 0,
    cell_size_check: 1,
    busy_timeout: 5000,
    secure_delete: 1,
    auto_vacuum: 2,
  });
});

test('the schema cannot be written to behind its back, and no extension can be loaded', () => {
  database.exec('PRAGMA writable_schema = ON');
  expect(() => database.exec(`UPDATE sqlite_schema SET sql = ''`)).toThrow(/may not be modified/);
  expect(() => database.exec('PRAGMA journal_mode = OFF')).not.toThrow();
  expect(pragma('journal_mode')).toBe('wal');
  expect(() => database.loadExtension('x')).toThrow(/extension/);
  expect(() => database.exec(`SELECT load_extension('x')`)).toThrow(/not authorized/);
});

test('every table is strict', () => {
  const tables = database
    .prepare(`SELECT name, strict FROM pragma_table_list WHERE schema = 'main'`)
    .all();
  const loose = tables.filter(
    ({ name, strict }) => strict !== 1 && !String(name).startsWith('sqlite_'),
  );
  expect(loose).toEqual([]);
  expect(tables.length).toBeGreaterThan(5);
});

test('a transaction that throws leaves nothing and the database usable', () => {
  database.exec('CREATE TABLE t (n INTEGER) STRICT');
  expect(() =>
    transaction(database, () => {
      database.exec('INSERT INTO t VALUES (1)');
      throw new Error('no');
    }),
  ).toThrow('no');
  transaction(database, () => database.exec('INSERT INTO t VALUES (2)'));
  expect(database.prepare('SELECT n FROM t').all()).toEqual([{ n: 2 }]);
});
