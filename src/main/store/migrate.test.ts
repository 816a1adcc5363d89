import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, test } from 'vitest';
import type { Migration } from './migrations/migration.ts';
import { migrations as released } from './migrations/migrations.ts';
import { openStoreInThread } from './open-in-thread.ts';
import { moduleUrl, runChild } from './__fixtures__/run-child.ts';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { makeTurn } from './__fixtures__/make-turn.ts';
import { makeConversation, makeMessage, silentLog } from './__fixtures__/store-fixtures.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = folderForTest();
});

const conversation = makeConversation();
const message = makeMessage(conversation.id, { role: 'assistant' });
const latest = released.length;
const next: Migration = {
  version: latest + 1,
  up(database) {
    database.exec('CREATE TABLE extra (n INTEGER) STRICT; INSERT INTO extra VALUES (1)');
  },
};

async function fill(): Promise<void> {
  const store = await openStoreInThread({ dataDir, log: silentLog, at: 1 });
  await store.beginTurn(makeTurn(conversation, [message], 1));
  await store.endTurn({ message, at: 2 });
  await store.close();
}

async function open(migrations: readonly Migration[] = released) {
  const store = await openStoreInThread({
    dataDir,
    log: silentLog,
    at: Date.UTC(2026, 0, 1),
    migrations,
  });
  const path = await store.path(message.id);
  await store.close();
  return { path, report: store.report };
}

function query(sql: string, path = join(dataDir, 'tina.db')): unknown[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

const backupFolder = () => join(dataDir, 'backups');

test('a migration keeps the data and leaves a checked copy of how it was', async () => {
  await fill();
  expect(await open([...released, next])).toEqual({
    path: [message],
    report: { restored: null, interrupted: 0 },
  });
  expect(query('PRAGMA user_version')).toEqual([{ user_version: latest + 1 }]);
  const name = 'tina-before-migration-2026-01-01T00-00-00.000Z.db';
  expect(readdirSync(backupFolder())).toEqual([name]);
  const copy = join(backupFolder(), name);
  expect(query('PRAGMA user_version', copy)).toEqual([{ user_version: latest }]);
  expect(query('SELECT id FROM messages', copy)).toEqual([{ id: message.id }]);
});

test('a new database is made without a copy before it', async () => {
  await fill();
  expect(readdirSync(dataDir).toSorted()).toEqual(['ballast', 'tina.db']);
});

test('a migration that fails half way leaves the old database as it was', async () => {
  await fill();
  const failing: Migration = {
    version: latest + 1,
    up(database) {
      next.up(database);
      database.exec('DELETE FROM messages');
      throw new Error('no further');
    },
  };
  await expect(open([...released, failing])).rejects.toThrow('no further');
  expect(await open()).toEqual({ path: [message], report: { restored: null, interrupted: 0 } });
});

test('a migration that leaves a dangling key is taken back', async () => {
  await fill();
  const careless: Migration = {
    version: latest + 1,
    up: (database) => database.exec('DELETE FROM conversations'),
  };
  await expect(open([...released, careless])).rejects.toThrow('dangling key');
  expect((await open()).path).toEqual([message]);
});

const places = [
  'before the first statement',
  'after a table was made',
  'after rows were changed',
  'before the commit',
];
test.for(places.map((place, step) => [place, step] as const))(
  'killed %s, the old database is usable',
  async ([, step]) => {
    await fill();
    const child = runChild(`
    import { openStoreInThread } from ${moduleUrl('./open-in-thread.ts')};
    import { migrations } from ${moduleUrl('./migrations/migrations.ts')};
    const die = (at) => at === ${step} && process.kill(process.pid, 'SIGKILL');
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const up = (database) => {
      die(0);
      database.exec('CREATE TABLE extra (n INTEGER) STRICT');
      die(1);
      database.exec("UPDATE messages SET parts = '[]'; UPDATE conversations SET title = 'changed'");
      die(2);
      database.exec('PRAGMA user_version = ${latest + 1}');
      die(3);
    };
    await openStoreInThread({
      dataDir: ${JSON.stringify(dataDir)}, log, at: 1,
      migrations: [...migrations, { version: ${latest + 1}, up }],
    });`);
    expect(await child.ended).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await open()).toEqual({ path: [message], report: { restored: null, interrupted: 0 } });
    expect(query('PRAGMA user_version')).toEqual([{ user_version: latest }]);
    expect(query(`SELECT name FROM sqlite_schema WHERE name = 'extra'`)).toEqual([]);
  },
);

test('a database of a newer version is refused and not a byte of it changes', async () => {
  await fill();
  await open([...released, next]);
  const before = fingerprint();
  await expect(open()).rejects.toMatchObject({
    code: 'database-newer',
    details: { found: latest + 1, supported: latest },
  });
  expect(fingerprint()).toEqual(before);
  expect(Object.keys(before)).not.toContain('tina.db-wal');
});

test('a newer version that is only in the log yet is seen too', async () => {
  await fill();
  const child = runChild(`
    import { DatabaseSync } from 'node:sqlite';
    const database = new DatabaseSync(${JSON.stringify(join(dataDir, 'tina.db'))});
    database.exec('PRAGMA user_version = ${latest + 1}; CREATE TABLE later (n INTEGER)');
    process.kill(process.pid, 'SIGKILL');`);
  await child.ended;
  const before = fingerprint();
  await expect(open()).rejects.toMatchObject({ code: 'database-newer' });
  expect(fingerprint()).toEqual(before);
  expect(Object.keys(before)).toContain('tina.db-wal');
});

/** Every file of the folder by its hash. */
function fingerprint(): Record<string, string> {
  const files = readdirSync(dataDir, { withFileTypes: true }).filter((entry) => entry.isFile());
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(dataDir, name)))
      .digest('hex');
  return Object.fromEntries(files.map(({ name }) => [name, hash(name)]));
}
