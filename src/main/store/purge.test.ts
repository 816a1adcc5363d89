import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, test } from 'vitest';
import { openDatabase, transaction } from './database.ts';
import { openInThread, openStoreInThread } from './open-in-thread.ts';
import { createPurge } from './purge.ts';
import { readNumber } from './read-number.ts';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { makeTurn } from './__fixtures__/make-turn.ts';
import {
  makeConversation,
  makeMessage,
  silentLog,
  textPart,
} from './__fixtures__/store-fixtures.ts';
import type { Store } from './store.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = folderForTest();
});

const canary = 'the-canary-sings-at-dawn';

async function fill(store: Pick<Store, 'beginTurn'>, text: string, count: number): Promise<string> {
  const conversation = makeConversation({ title: text, systemPrompt: text });
  const messages = [makeMessage(conversation.id, { parts: [textPart(text)] })];
  while (messages.length < count) {
    messages.push(
      makeMessage(conversation.id, {
        parentId: messages.at(-1)?.id ?? null,
        parts: [textPart(text)],
      }),
    );
  }
  await store.beginTurn(makeTurn(conversation, messages, 1));
  return conversation.id;
}

const bytes = () =>
  ['tina.db', 'tina.db-wal']
    .map((name) => join(dataDir, name))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path).toString('latin1'))
    .join('');

test('what was purged is nowhere in the files, and the space is given back', async () => {
  const store = await openStoreInThread({ dataDir, log: silentLog, at: 1 });
  const kept = await fill(store, 'kept', 3);
  const id = await fill(store, `${canary} ${'x'.repeat(20_000)}`, 200);
  await store.setDraft({ key: id, text: canary, at: 1 });
  const messageId = (await store.getConversation(id)).activeLeafId ?? '';
  await store.appendJournal([
    { messageId, seq: 0, events: [{ type: 'part-delta', messageId, index: 0, delta: canary }] },
  ]);
  expect(bytes()).toContain(canary);
  await store.deleteConversation({ id, at: 1000 });

  expect(await store.purgeDeleted(1000)).toBe(0);
  expect(await store.restoreConversation(id)).toMatchObject({ id });
  await store.deleteConversation({ id, at: 1000 });
  const size = statSync(join(dataDir, 'tina.db')).size;
  expect(await store.purgeDeleted(1001)).toBe(1);
  expect(bytes()).not.toContain(canary);
  expect(statSync(join(dataDir, 'tina.db')).size).toBeLessThan(size / 10);
  await expect(store.restoreConversation(id)).rejects.toMatchObject({
    code: 'not-found',
  });
  const leaf = (await store.getConversation(kept)).activeLeafId ?? '';
  expect(await store.path(leaf)).toHaveLength(3);
  await store.close();
});

test('of a purged conversation an id and two times stay, and the id cannot begin again', async () => {
  const store = await openStoreInThread({ dataDir, log: silentLog, at: 1 });
  const id = await fill(store, canary, 2);
  await store.deleteConversation({ id, at: 2000 });
  await store.purgeDeleted(2001);
  const outside = new DatabaseSync(join(dataDir, 'tina.db'), { readOnly: true });
  expect(outside.prepare('SELECT id, created_at, deleted_at FROM tombstones').all()).toEqual([
    { id, created_at: 1000, deleted_at: 2000 },
  ]);
  outside.close();
  const again = makeTurn(makeConversation({ id }), [makeMessage(id)], 3000);
  await expect(store.beginTurn(again)).rejects.toMatchObject({ code: 'conflict' });
  const notFound = { code: 'not-found' };
  await expect(store.getConversation(id)).rejects.toMatchObject(notFound);
  await expect(store.restoreConversation(id)).rejects.toMatchObject(notFound);
  expect((await store.listConversations({ limit: 10 })).conversations).toEqual([]);
  expect(await store.purgeDeleted(4000)).toBe(0);
  await store.close();
});

// Five seconds for each checkpoint that waits for the reader: there are four.
test('a reader does not hold up a purge, and once it is gone nothing is left in the log', async () => {
  const store = await openStoreInThread({ dataDir, log: silentLog, at: 1 });
  const ids = [await fill(store, canary, 3), await fill(store, canary, 3)];
  const reader = new DatabaseSync(join(dataDir, 'tina.db'), { readOnly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM conversations').get();
  for (const id of ids) await store.deleteConversation({ id, at: 1 });
  expect(await store.purgeDeleted(2)).toBe(2);
  reader.close();
  expect(await store.purgeDeleted(2)).toBe(0);
  // Read only after the store has let go: closing the file would drop its locks.
  await store.close();
  expect(bytes()).not.toContain(canary);
}, 10_000);

test('on a full disk a bounded part of what was deleted is given up at once', async () => {
  const store = await openStoreInThread({ dataDir, log: silentLog, at: 1 });
  for (let count = 0; count < 40; count++) {
    const id = await fill(store, 'x'.repeat(10_000), 1);
    await store.deleteConversation({ id, at: 1 });
  }
  await store.close();
  const database = openDatabase(join(dataDir, 'tina.db'));
  const purge = createPurge(
    database,
    { artifacts: { drop: () => true }, attachments: { drop: () => {} } },
    (work) => transaction(database, work),
  );
  const purged = [purge.some(2), purge.some(2), purge.some(2)];
  expect(purged).toEqual([16, 16, 8]);
  expect([purge.pending(2), purge.some(2)]).toEqual([false, 0]);
  expect(readNumber(database, 'PRAGMA freelist_count')).toBe(0);
  database.close();
});

test('purging goes in bounded steps', async () => {
  const { calls } = await openInThread({ dataDir, log: silentLog, at: 1 });
  const id = await fill(
    { beginTurn: async (turn) => calls.beginTurn(turn) },
    'x'.repeat(100_000),
    100,
  );
  calls.deleteConversation({ id, at: 1 });
  let steps = 0;
  for (;;) {
    steps += 1;
    if (calls.purgeStep(2).done) break;
  }
  // 10 MB, 1 MiB a step, the conversation itself, then the space.
  expect(steps).toBeGreaterThan(11);
  calls.close(undefined);
});
