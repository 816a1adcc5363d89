import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { makeExchange } from './__fixtures__/make-turn.ts';
import startStoreWorker from './__fixtures__/start-store-worker.ts';
import { silentLog } from './__fixtures__/store-fixtures.ts';
import { storeForTest } from './__fixtures__/store-for-test.ts';
import { openInThread, openStoreInThread } from './open-in-thread.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));

async function begin(store: Pick<Store, 'beginTurn'>): Promise<string> {
  const { conversation, turn } = makeExchange({ at: 1 });
  await store.beginTurn(turn);
  return conversation.id;
}

function keep(store: Store, conversationId: string, text: string, untrusted = false) {
  return store.putArtifact({
    conversationId,
    mediaType: 'text/plain',
    bytes: bytesOf(text),
    untrusted,
    at: 1,
  });
}

test('what is kept is known by its SHA-256, and the same is kept once', async () => {
  const store = await storeForTest();
  const [one, two] = [await begin(store), await begin(store)];
  const id = await keep(store, one, 'abc');
  // The example of FIPS 180-2.
  expect(id).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(await keep(store, two, 'abc')).toBe(id);
  expect(await store.getArtifact(id)).toEqual({ mediaType: 'text/plain', bytes: bytesOf('abc') });
  expect(await store.getArtifact('0'.repeat(64))).toBeNull();
});

test('a piece is read by the conversation that has it, and by no other', async () => {
  const store = await storeForTest();
  const [one, two] = [await begin(store), await begin(store)];
  const id = await keep(store, one, 'Grüße aus Köln', true);
  const wish = { id, offset: 6, length: 3 };
  const piece = { text: 'aus', offset: 6, characters: 14, untrusted: true };
  expect(await store.readArtifact({ ...wish, conversationId: one })).toEqual(piece);
  expect(await store.readArtifact({ ...wish, conversationId: null })).toEqual(piece);
  expect(await store.readArtifact({ ...wish, conversationId: two })).toBeNull();
  await keep(store, two, 'Grüße aus Köln');
  expect(await store.readArtifact({ ...wish, conversationId: two })).toEqual({
    ...piece,
    untrusted: false,
  });
});

test('what was purged is nowhere in the files; what another conversation has stays', async () => {
  const dataDir = folderForTest();
  const store = await openStoreInThread({ dataDir, log: silentLog, at: 1 });
  const [gone, stays] = [await begin(store), await begin(store)];
  const canary = 'the-canary-sings-at-dawn ';
  const only = await keep(store, gone, canary.repeat(10_000));
  const shared = await keep(store, gone, 'both have it');
  await keep(store, stays, 'both have it');
  await store.deleteConversation({ id: gone, at: 5 });
  expect(await store.getArtifact(only)).toBeNull();
  await store.restoreConversation(gone);
  expect(await store.getArtifact(only)).not.toBeNull();
  await store.deleteConversation({ id: gone, at: 5 });
  expect(await store.purgeDeleted(6)).toBe(1);
  const files = ['tina.db', 'tina.db-wal'].map((name) => join(dataDir, name)).filter(existsSync);
  for (const file of files) expect(readFileSync(file).includes(canary)).toBe(false);
  expect(await store.getArtifact(shared)).not.toBeNull();
  await store.close();
});

test('a conversation with much in it is purged in steps', async () => {
  const { calls } = await openInThread({ dataDir: folderForTest(), log: silentLog, at: 1 });
  const id = await begin({ beginTurn: async (turn) => calls.beginTurn(turn) });
  for (let index = 0; index < 6; index++)
    calls.putArtifact({
      conversationId: id,
      mediaType: 'text/plain',
      bytes: bytesOf(`${index}`.repeat(800_000)),
      untrusted: false,
      at: 1,
    });
  calls.deleteConversation({ id, at: 1 });
  const purged = [2, 2, 2].map((before) => calls.purgeStep(before).purged);
  expect(purged).toEqual([0, 0, 1]);
  calls.close(undefined);
});

test('a conversation must be there, and what is too large is not kept', async () => {
  const store = await storeForTest();
  await expect(keep(store, 'nowhere', 'x')).rejects.toMatchObject({ code: 'not-found' });
  const conversationId = await begin(store);
  const bytes = new Uint8Array(64 * 1024 * 1024 + 1);
  await expect(
    store.putArtifact({ conversationId, mediaType: 'x/y', bytes, untrusted: false, at: 1 }),
  ).rejects.toMatchObject({ code: 'too-large' });
});

test('bytes go to the thread and come from it without being copied', async () => {
  const store = await openStore({
    dataDir: folderForTest(),
    log: silentLog,
    createWorker: startStoreWorker,
  });
  const conversationId = await begin(store);
  const bytes = new Uint8Array(5_000_000).fill(7);
  const kept = bytes.slice();
  const id = await store.putArtifact({
    conversationId,
    mediaType: 'image/png',
    bytes,
    untrusted: false,
    at: 1,
  });
  expect(bytes.byteLength).toBe(0);
  const read = await store.getArtifact(id);
  expect(read?.mediaType).toBe('image/png');
  expect(Buffer.compare(read?.bytes ?? new Uint8Array(), kept)).toBe(0);
  await store.close();
});

test('a backup has them, and a restore brings them back', async () => {
  const store = await storeForTest();
  const conversationId = await begin(store);
  const id = await keep(store, conversationId, 'kept');
  const backup = await store.backUp(Date.UTC(2026, 0, 1));
  await store.deleteConversation({ id: conversationId, at: 5 });
  await store.purgeDeleted(6);
  expect(await store.getArtifact(id)).toBeNull();
  await store.restoreBackup({ id: backup.id, at: Date.UTC(2026, 0, 2) });
  expect(await store.getArtifact(id)).toMatchObject({ bytes: bytesOf('kept') });
});
