import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import type { WorkerOptions } from 'node:worker_threads';
import { beforeEach, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import startStoreWorker from './__fixtures__/start-store-worker.ts';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { makeExchange } from './__fixtures__/make-turn.ts';
import { silentLog, textPart } from './__fixtures__/store-fixtures.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = folderForTest();
});

test('what is stored through the worker is there after it was closed and opened again', async () => {
  const { conversation, question, answer, turn } = makeExchange({ at: 2000 });
  const store = await openStore({ dataDir, log: silentLog, createWorker: startStoreWorker });
  const begun = await store.beginTurn(turn);
  const final = { ...answer, status: 'complete', parts: [textPart('Hi there')], rev: 2 } as const;
  const ended = await store.endTurn({ message: final, title: 'Greeting', at: 3000 });
  await store.close();

  expect(begun).toEqual({ ...conversation, activeLeafId: answer.id, updatedAt: 2000, rev: 2 });
  expect(ended).toEqual({ ...begun, title: 'Greeting', updatedAt: 3000, rev: 3 });
  const again = await openStore({ dataDir, log: silentLog, createWorker: startStoreWorker });
  expect(again.report).toEqual({ restored: null, interrupted: 0 });
  expect(await again.listConversations({ limit: 50 })).toEqual({
    conversations: [ended],
    nextCursor: null,
  });
  expect(await again.path(answer.id)).toEqual([question, final]);
  await again.close();
});

test('calls are answered in the order they were made', async () => {
  const store = await openStore({ dataDir, log: silentLog, createWorker: startStoreWorker });
  const order: number[] = [];
  const calls = Array.from({ length: 50 }, async (_, index) => {
    await store.setDraft({ key: 'new', text: `draft ${index}`, at: index });
    order.push(index);
  });
  await Promise.all(calls);
  expect(order).toEqual(Array.from({ length: 50 }, (_, index) => index));
  expect(await store.getDraft('new')).toBe('draft 49');
  await store.close();
});

test("an error keeps its code on the way out of the worker, and SQLite's own is translated", async () => {
  const store = await openStore({ dataDir, log: silentLog, createWorker: startStoreWorker });
  await expect(store.getConversation('nobody')).rejects.toMatchObject({
    name: 'AppError',
    code: 'not-found',
  });
  await store.close();
  await expect(store.getDraft('new')).rejects.toMatchObject({ code: 'storage-failed' });
});

test('when the thread dies everything that waits is refused, and everything later', async () => {
  const dying = `
    const { parentPort } = require('node:worker_threads');
    parentPort.postMessage({ type: 'ready', report: { restored: null, interrupted: 0 } });
    parentPort.on('message', ({ argument }) => { if (argument.key === 'last') throw new Error('boom'); });`;
  const createWorker = (options: WorkerOptions) => new Worker(dying, { ...options, eval: true });
  const store = await openStore({ dataDir, log: silentLog, createWorker });
  const waiting = ['first', 'last'].map((key) => store.setDraft({ key, text: 'x', at: 1 }));
  const outcomes = await Promise.allSettled(waiting);
  const refused = {
    status: 'rejected',
    reason: expect.objectContaining({ code: 'storage-failed' }),
  };
  expect(outcomes).toEqual([refused, refused]);
  await expect(store.getDraft('new')).rejects.toMatchObject({ code: 'storage-failed' });
  await store.close();
});

test('a folder that cannot be written to is refused instead of waited for', async () => {
  const opening = openStore({
    dataDir: `${dataDir}/nowhere`,
    log: silentLog,
    createWorker: startStoreWorker,
  });
  await expect(opening).rejects.toMatchObject({ code: 'storage-failed' });
});

test('a backup is made beside the calls, once, and holds what was stored before', async () => {
  const store = await openStore({ dataDir, log: silentLog, createWorker: startStoreWorker });
  await store.setDraft({ key: 'new', text: 'kept', at: 1 });
  const at = Date.UTC(2026, 0, 1);
  const [first, second, draft] = await Promise.all([
    store.backupIfDue(at),
    store.backupIfDue(at),
    store.getDraft('new'),
  ]);
  expect([first, draft]).toEqual([
    join(dataDir, 'backups', 'tina-2026-01-01T00-00-00.000Z.db'),
    'kept',
  ]);
  expect(second).toBe(first);
  expect(await store.backupIfDue(at + 1)).toBeNull();
  await store.setDraft({ key: 'new', text: 'and on', at: 2 });
  await store.close();
  const copy = new DatabaseSync(first ?? '', { readOnly: true });
  expect(copy.prepare('SELECT content FROM drafts').all()).toEqual([{ content: 'kept' }]);
  copy.close();
});

test('a backup that fails says why and keeps nothing else from working', async () => {
  const store = await openStore({ dataDir, log: silentLog, createWorker: startStoreWorker });
  writeFileSync(join(dataDir, 'backups'), 'a file where the folder should be');
  await expect(store.backupIfDue(1)).rejects.toMatchObject({ code: 'storage-failed' });
  rmSync(join(dataDir, 'backups'));
  expect(await store.backupIfDue(1)).toEqual(expect.any(String));
  await store.close();
});
