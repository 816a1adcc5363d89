import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBackups } from './backups.ts';
import { openStoreInThread } from './open-in-thread.ts';
import { migrations } from './migrations/migrations.ts';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { makeTurn } from './__fixtures__/make-turn.ts';
import { makeConversation, makeMessage, silentLog } from './__fixtures__/store-fixtures.ts';
import type { Store } from './store.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 1);

let dataDir: string;
let store: Store;
beforeEach(async () => {
  dataDir = folderForTest();
  store = await openStoreInThread({ dataDir, log: silentLog, at: start });
});
afterEach(() => store.close());

const names = () => readdirSync(join(dataDir, 'backups')).toSorted();

test('a backup is made once a day, opens by itself and holds everything', async () => {
  const conversation = makeConversation();
  const message = makeMessage(conversation.id, { status: 'streaming' });
  await store.beginTurn(makeTurn(conversation, [message], start));
  const path = await store.backupIfDue(start);
  expect(path).toBe(join(dataDir, 'backups', 'tina-2026-01-01T00-00-00.000Z.db'));
  expect(await store.backupIfDue(start + 23 * hour)).toBeNull();
  expect(await store.backupIfDue(start + day)).not.toBeNull();

  const copy = new DatabaseSync(path ?? '', { readOnly: true });
  expect(copy.prepare('SELECT id FROM messages').all()).toEqual([{ id: message.id }]);
  copy.close();
  expect(names()).toHaveLength(2);
});

test('seven daily backups are kept, and three from before migrations beside them', async () => {
  const backups = createBackups(join(dataDir, 'backups'), migrations);
  const database = new DatabaseSync(join(dataDir, 'tina.db'));
  for (let count = 0; count < 5; count++)
    backups.makeAtOnce(database, start + count * hour, 'before-migration');
  for (let count = 0; count < 9; count++) await store.backupIfDue(start + count * day);
  database.close();
  const kept = (reason: string) => backups.list().filter((backup) => backup.reason === reason);
  expect(kept('daily').map(({ time }) => (time - start) / day)).toEqual([8, 7, 6, 5, 4, 3, 2]);
  expect(kept('before-migration').map(({ time }) => (time - start) / hour)).toEqual([4, 3, 2]);
});

test('a backup dated in the future does not put off the next one', async () => {
  await store.backupIfDue(start + 365 * day);
  expect(await store.backupIfDue(start)).not.toBeNull();
  expect(await store.backupIfDue(start + hour)).toBeNull();
});

test('a backup that fails leaves the good ones and nothing half made', async () => {
  for (let count = 0; count < 7; count++) await store.backupIfDue(start + count * day);
  const before = names();
  // A folder where the copy should go makes SQLite fail.
  mkdirSync(join(dataDir, 'backups', 'tina-2026-01-08T00-00-00.000Z.db'));
  await expect(store.backupIfDue(start + 7 * day)).rejects.toMatchObject({
    code: 'storage-failed',
  });
  expect(names().filter((name) => !name.includes('01-08'))).toEqual(before);
});

test('what a killed backup left half made is cleared away by the next', async () => {
  mkdirSync(join(dataDir, 'backups'));
  writeFileSync(join(dataDir, 'backups', 'tina-2025-12-31T00-00-00.000Z.db.partial'), 'half');
  await store.backupIfDue(start);
  expect(names()).toEqual(['tina-2026-01-01T00-00-00.000Z.db']);
});

test('a copy that turns out damaged is refused and the earlier ones stay', async () => {
  await store.backupIfDue(start);
  const database = new DatabaseSync(join(dataDir, 'tina.db'));
  database.exec('CREATE TABLE stranger (n INTEGER)');
  await expect(store.backupIfDue(start + day)).rejects.toMatchObject({
    code: 'storage-failed',
    details: { damage: 'wrong-schema' },
  });
  database.exec('DROP TABLE stranger');
  database.close();
  expect(names()).toEqual(['tina-2026-01-01T00-00-00.000Z.db']);
  expect(readFileSync(join(dataDir, 'backups', names()[0] ?? '')).length).toBeGreaterThan(0);
});
