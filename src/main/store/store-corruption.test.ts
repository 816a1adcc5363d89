import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  createRandom,
  damageAndOpen,
  kinds,
  makeTemplate,
} from './__fixtures__/corruption-fixtures.ts';
import type { Template } from './__fixtures__/corruption-fixtures.ts';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { makeTurn } from './__fixtures__/make-turn.ts';
import { makeConversation, makeMessage, silentLog } from './__fixtures__/store-fixtures.ts';
import { openStoreInThread } from './open-in-thread.ts';
import type { OpenReport } from './store.ts';

let template: Template;
beforeAll(async () => {
  template = await makeTemplate();
});
afterAll(() => template.remove());

test.for(kinds.map((kind) => [kind] as const))(
  'after %s the database is sound and holds the newest good state',
  ([kind]) => damageAndOpen(template, kind, createRandom(kinds.indexOf(kind) + 1)),
);

let dataDir: string;
beforeEach(() => {
  dataDir = folderForTest();
});

const day = 24 * 60 * 60 * 1000;
const start = Date.UTC(2026, 0, 1);
const database = () => join(dataDir, 'tina.db');
const garbage = Buffer.alloc(50_000, 'garbage ');

/** One conversation and one backup a day. */
async function fill(days: number): Promise<void> {
  const store = await openStoreInThread({ dataDir, log: silentLog, at: start });
  for (let count = 0; count < days; count++) {
    await begin(store, `day ${count}`);
    await store.backupIfDue(start + count * day);
  }
  await store.close();
}

async function begin(store: Awaited<ReturnType<typeof openStoreInThread>>, title: string) {
  const conversation = makeConversation({ title });
  const message = makeMessage(conversation.id);
  await store.beginTurn(makeTurn(conversation, [message], start));
  await store.endTurn({ message, at: start });
}

async function reopen(): Promise<{ report: OpenReport; titles: string[] }> {
  const store = await openStoreInThread({ dataDir, log: silentLog, at: start + 10 * day });
  const { conversations } = await store.listConversations({ limit: 200 });
  await store.close();
  return { report: store.report, titles: conversations.map(({ title }) => title).toSorted() };
}

const backups = () =>
  readdirSync(join(dataDir, 'backups'))
    .toSorted()
    .map((name) => join(dataDir, 'backups', name));

test('the damaged database is kept whole, the newest backup takes its place', async () => {
  await fill(3);
  writeFileSync(database(), garbage);
  const { report, titles } = await reopen();
  expect(report).toEqual({
    restored: {
      movedTo: join(dataDir, 'corrupt-2026-01-11T00-00-00.000Z'),
      backupFrom: start + 2 * day,
    },
    interrupted: expect.any(Number),
  });
  expect(titles).toEqual(['day 0', 'day 1', 'day 2']);
  expect(readFileSync(join(report.restored?.movedTo ?? '', 'tina.db')).equals(garbage)).toBe(true);
  expect((await reopen()).report.restored).toBeNull();
});

test('a backup that is damaged itself is passed over for an older one', async () => {
  await fill(3);
  writeFileSync(database(), '');
  const [, second, third] = backups();
  truncateSync(third ?? '', 20_000);
  writeFileSync(second ?? '', garbage);
  const { report, titles } = await reopen();
  expect(report.restored?.backupFrom).toBe(start);
  expect(titles).toEqual(['day 0']);
});

test('with no good backup it starts empty and says so', async () => {
  await fill(2);
  writeFileSync(database(), garbage);
  for (const path of backups()) writeFileSync(path, '');
  const { report, titles } = await reopen();
  expect(report.restored).toEqual({
    movedTo: expect.stringContaining('corrupt-'),
    backupFrom: null,
  });
  expect(titles).toEqual([]);
});

test('a database that has gone missing comes back from its backup', async () => {
  await fill(2);
  rmSync(database());
  const { report, titles } = await reopen();
  expect(report.restored?.backupFrom).toBe(start + day);
  expect(titles).toEqual(['day 0', 'day 1']);
});

test("another database's log is not let in, and what the file holds is newer than the backup", async () => {
  await fill(1);
  const store = await openStoreInThread({ dataDir, log: silentLog, at: start });
  await begin(store, 'after the backup');
  await store.close();
  copyFileSync(join(template.killed, 'tina.db-wal'), `${database()}-wal`);
  const { report, titles } = await reopen();
  expect(titles).toEqual(['after the backup', 'day 0']);
  expect(report.restored?.backupFrom).toBe(start);
  expect(readdirSync(report.restored?.movedTo ?? '')).toContain('tina.db-wal');
});

test('a database whose tables are not ours is damaged, however sound its pages', async () => {
  await fill(1);
  const stranger = new DatabaseSync(database());
  stranger.exec('ALTER TABLE messages RENAME COLUMN parts TO pirts');
  stranger.close();
  const { report, titles } = await reopen();
  expect(report.restored?.backupFrom).toBe(start);
  expect(titles).toEqual(['day 0']);
});

test('two restores at the same moment keep both damaged databases', async () => {
  await fill(1);
  writeFileSync(database(), garbage);
  await reopen();
  writeFileSync(database(), 'more garbage');
  const { report } = await reopen();
  expect(basename(report.restored?.movedTo ?? '')).toBe('corrupt-2026-01-11T00-00-00.000Z-2');
  expect(statSync(join(report.restored?.movedTo ?? '', 'tina.db')).size).toBe(12);
  expect(existsSync(join(dataDir, 'corrupt-2026-01-11T00-00-00.000Z', 'tina.db'))).toBe(true);
});
