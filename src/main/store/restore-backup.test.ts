import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import startStoreWorker from './__fixtures__/start-store-worker.ts';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { makeExchange } from './__fixtures__/make-turn.ts';
import { silentLog, textPart } from './__fixtures__/store-fixtures.ts';
import type { Store } from './store.ts';
import { undoSwap } from './swap-database.ts';

const at = Date.UTC(2026, 0, 1);

let dataDir: string;
let store: Store;
beforeEach(async () => {
  dataDir = folderForTest();
  store = await open();
});
afterEach(() => store.close());

const open = () => openStore({ dataDir, log: silentLog, createWorker: startStoreWorker });
const inFolder = (...path: string[]) => join(dataDir, ...path);
const titles = async () =>
  (await store.listConversations({ limit: 10 })).conversations.map(({ title }) => title).toSorted();

async function add(title: string, isRunning = false): Promise<string> {
  const { answer, turn } = makeExchange({ at, conversation: { title } });
  await store.beginTurn(turn);
  if (!isRunning) await store.endTurn({ message: { ...answer, status: 'complete' }, at });
  return answer.id;
}

test('a backup takes the place of everything, and what was there is a backup itself', async () => {
  await add('old');
  const made = await store.backUp(at);
  expect(made).toEqual({
    id: 'by-hand-2026-01-01T00-00-00.000Z',
    at,
    reason: 'by-hand',
    bytes: expect.any(Number),
    holds: { conversations: 1, messages: 2 },
  });
  await add('new');

  await store.restoreBackup({ id: made.id, at: at + 1 });
  expect(await titles()).toEqual(['old']);
  await add('newer');

  const [safety] = await store.listBackups();
  expect(safety).toMatchObject({ reason: 'before-restore', holds: { conversations: 2 } });
  await store.restoreBackup({ id: safety?.id ?? '', at: at + 2 });
  expect(await titles()).toEqual(['new', 'old']);
  expect(await store.listBackups()).toHaveLength(3);

  await store.close();
  store = await open();
  expect(store.report.restored).toBeNull();
  expect(await titles()).toEqual(['new', 'old']);
  expect(readdirSync(dataDir).filter((name) => /next|replaced/.test(name))).toEqual([]);
});

test('an answer that was being written when the backup was made is interrupted in it', async () => {
  const answer = await add('half', true);
  const events = [
    { type: 'part-start' as const, messageId: answer, index: 0, part: textPart('So') },
  ];
  await store.appendJournal([{ messageId: answer, seq: 0, events }]);
  const { id } = await store.backUp(at);
  await store.restoreBackup({ id, at: at + 1 });
  expect(await store.getMessage(answer)).toMatchObject({
    status: 'interrupted',
    parts: [textPart('So')],
  });
});

test('calls that come meanwhile are answered, before or after, and none is lost', async () => {
  await add('old');
  const { id } = await store.backUp(at);
  const results = await Promise.all([
    store.setDraft({ key: 'new', text: 'kept', at }),
    store.restoreBackup({ id, at: at + 1 }),
    store.setDraft({ key: 'quick', text: 'kept too', at }),
    store.backUp(at + 2),
  ]);
  expect(results).toHaveLength(4);
  expect(await titles()).toEqual(['old']);
});

test('a damaged backup is refused and everything stays as it was', async () => {
  await add('old');
  const { id } = await store.backUp(at);
  await add('new');
  const file = inFolder('backups', `tina-${id}.db`);
  truncateSync(file, statSync(file).size / 2);
  await expect(store.restoreBackup({ id, at: at + 1 })).rejects.toMatchObject({
    code: 'storage-failed',
  });
  expect(await titles()).toEqual(['new', 'old']);
  await add('goes on');
  expect((await store.listBackups()).map(({ reason }) => reason)).toEqual(['by-hand']);
});

test('one that is not there is not found, whatever its name', async () => {
  await add('old');
  for (const id of ['2020-01-01T00-00-00.000Z', '../../tina', ''])
    await expect(store.restoreBackup({ id, at })).rejects.toMatchObject({ code: 'not-found' });
  expect(await titles()).toEqual(['old']);
});

test('where the copy cannot be put in place, the old database is in use again', async () => {
  await add('old');
  const { id } = await store.backUp(at);
  await add('new');
  // A folder in the way of the database that is moved aside.
  const blocked = inFolder('tina.db.replaced');
  mkdirSync(blocked);
  writeFileSync(join(blocked, 'full'), '');
  await expect(store.restoreBackup({ id, at: at + 1 })).rejects.toMatchObject({
    code: 'storage-failed',
  });
  expect(await titles()).toEqual(['new', 'old']);
  await add('goes on');
  expect(existsSync(inFolder('tina.db.next'))).toBe(false);
});

test('where only the database could be moved, undoing that keeps its log', () => {
  const path = inFolder('other.db');
  writeFileSync(`${path}.replaced`, 'database');
  writeFileSync(`${path}-wal`, 'log');
  undoSwap(path, { isNewBad: true });
  expect(readFileSync(path, 'utf8')).toBe('database');
  expect(readFileSync(`${path}-wal`, 'utf8')).toBe('log');
});

test.each([
  ['only the database was moved', ['']],
  ['its log was moved too', ['', '-wal']],
])('cut off when %s, a start puts it back', async (_, moved) => {
  await add('old');
  // A log beside the database, as a kill leaves it.
  const reader = new DatabaseSync(inFolder('tina.db'));
  reader.exec('BEGIN; SELECT count(*) FROM messages;');
  await add('in the log');
  const copies = ['', '-wal'].map((suffix) => [suffix, inFolder(`tina.db${suffix}`)] as const);
  for (const [suffix, path] of copies) copyFileSync(path, inFolder(`kept${suffix}`));
  reader.close();
  await store.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(inFolder(`tina.db${suffix}`), { force: true });
  for (const suffix of ['', '-wal']) {
    const isMoved = moved.includes(suffix);
    renameSync(
      inFolder(`kept${suffix}`),
      inFolder(`tina.db${isMoved ? '.replaced' : ''}${suffix}`),
    );
  }
  store = await open();
  expect(store.report.restored).toBeNull();
  expect(await titles()).toEqual(['in the log', 'old']);
});
