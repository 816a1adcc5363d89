import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { makeTurn } from './__fixtures__/make-turn.ts';
import { makeConversation, makeMessage, silentLog } from './__fixtures__/store-fixtures.ts';
import { openStoreInThread } from './open-in-thread.ts';
import type { CachedAnswer, Store } from './store.ts';

const hour = 60 * 60 * 1000;

let dataDir: string;
let store: Store;
beforeEach(async () => {
  dataDir = folderForTest();
  store = await openStoreInThread({ dataDir, log: silentLog, at: 0 });
});
afterEach(() => store.close());

const put = (key: string, more: Partial<CachedAnswer> = {}) =>
  store.putCached({
    key,
    conversationId: null,
    parts: `"${key}"`,
    at: 0,
    maxBytes: 1000,
    notBefore: 0,
    ...more,
  });
const get = (key: string, at = 0, notBefore = 0) => store.getCached({ key, notBefore, at });
const found = async (keys: string) => {
  const answers = await Promise.all([...keys].map((key) => get(key)));
  return [...keys].filter((_, index) => answers[index] !== null).join('');
};

test('an answer comes back as it was put, the newest for its key', async () => {
  expect(await get('a')).toBeNull();
  await put('a', { parts: '[1]' });
  await put('a', { parts: '["Grüße \u0000"]' });
  expect(await get('a')).toBe('["Grüße \u0000"]');
});

test('one that is too old is neither given out nor kept', async () => {
  await put('a', { at: 0 });
  await put('b', { at: 2 * hour });
  expect(await get('a', 2 * hour, hour)).toBeNull();
  expect(await get('b', 2 * hour, hour)).toBe('"b"');
  await put('c', { at: 3 * hour, notBefore: hour });
  expect(await found('abc')).toBe('bc');
});

test('all together stay within the limit, and who was longest unused goes first', async () => {
  const parts = 'x'.repeat(300);
  await put('a', { parts, at: 0 });
  await put('b', { parts, at: 1 });
  await put('c', { parts, at: 2 });
  await get('a', 2 * hour);
  await put('d', { parts, at: 3 * hour });
  expect(await found('abcd')).toBe('acd');
  await put('e', { parts: 'é'.repeat(480), at: 4 * hour });
  expect(await found('abcde')).toBe('e');
});

test('an answer that is larger than all may be together is not kept and drives nobody out', async () => {
  await put('a');
  await put('b', { parts: 'x'.repeat(1001) });
  expect(await found('ab')).toBe('a');
});

test('those of one conversation can be cleared, or all', async () => {
  await put('a', { conversationId: 'one' });
  await put('b', { conversationId: 'two' });
  await put('c');
  await store.clearCache('one');
  expect(await found('abc')).toBe('bc');
  await store.clearCache(null);
  expect(await found('abc')).toBe('');
});

test('a conversation takes its answers with it when its content is purged', async () => {
  const conversation = makeConversation();
  await store.beginTurn(makeTurn(conversation, [makeMessage(conversation.id)], 1));
  await put('a', { conversationId: conversation.id });
  await put('b', { conversationId: 'another' });
  await store.deleteConversation({ id: conversation.id, at: 1 });
  await store.purgeDeleted(2);
  expect(await found('ab')).toBe('b');
});

test('no backup holds it, whichever way the backup is made', async () => {
  await put('a', { parts: 'x'.repeat(2_000_000), maxBytes: 10_000_000 });
  const daily = await store.backupIfDue(hour);
  const { id } = await store.backUp(2 * hour);
  await store.restoreBackup({ id, at: 3 * hour });
  const names = (await store.listBackups()).map(({ id: name, bytes }) => ({ name, bytes }));
  expect(names.map(({ name }) => name.replace(/\d{4}.*/, ''))).toEqual([
    'before-restore-',
    'by-hand-',
    '',
  ]);
  for (const { name, bytes } of names) {
    expect(bytes).toBeLessThan(1_000_000);
    const copy = new DatabaseSync(join(dataDir, 'backups', `tina-${name}.db`), { readOnly: true });
    expect(copy.prepare('SELECT count(*) AS count FROM cache').get()).toEqual({ count: 0 });
    copy.close();
  }
  expect(daily).not.toBeNull();
  expect(await found('a')).toBe('');
});
