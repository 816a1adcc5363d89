import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Message } from '../../shared/contract/message.ts';
import { openStoreInThread } from './open-in-thread.ts';
import { databaseName } from './prepare-database.ts';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { makeExchange } from './__fixtures__/make-turn.ts';
import { silentLog, textPart } from './__fixtures__/store-fixtures.ts';
import type { Store } from './store.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = folderForTest();
});

/** Stores a question and an answer, changes the answer's row by hand, and reads it again. */
async function readAfter(answerParts: Message['parts'], sql: string): Promise<Message> {
  const { question, answer, turn } = makeExchange({ at: 1, answer: { parts: answerParts } });
  await withStore(async (store) => {
    await store.beginTurn(turn);
    await store.endTurn({ message: { ...answer, status: 'complete' }, at: 2 });
  });
  const database = new DatabaseSync(join(dataDir, databaseName));
  database.prepare(sql).run();
  database.close();
  return withStore(async (store) => {
    const [first, second] = (await store.pathPage({ leafId: answer.id, limit: 10 })).messages;
    expect(first).toEqual(question);
    if (second === undefined) throw new Error('the answer is missing');
    expect(await store.getMessage(answer.id)).toEqual(second);
    return second;
  });
}

async function withStore<T>(use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStoreInThread({ dataDir, log: silentLog, at: 1 });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

const damaged = {
  status: 'failed',
  error: expect.objectContaining({ code: 'storage-failed', retryable: false }),
};

test('parts of a kind nobody knows are left out, the others stay', async () => {
  const message = await readAfter(
    [textPart('one'), textPart('two')],
    `UPDATE messages SET parts = replace(parts, '"text","text":"one"', '"telepathy","text":"one"') WHERE role = 'assistant'`,
  );
  expect(message).toMatchObject({ ...damaged, parts: [textPart('two')] });
});

test('a message whose content cannot be read at all does not take the conversation with it', async () => {
  const message = await readAfter(
    [textPart('one')],
    `UPDATE messages SET parts = '[{' WHERE role = 'assistant'`,
  );
  expect(message).toMatchObject({ ...damaged, parts: [] });
});

test('damaged usage, error and status leave the text readable', async () => {
  const message = await readAfter(
    [textPart('one')],
    `UPDATE messages SET usage = 'nonsense', error = '7', status = 'dreaming' WHERE role = 'assistant'`,
  );
  expect(message).toMatchObject({ ...damaged, parts: [textPart('one')] });
});
