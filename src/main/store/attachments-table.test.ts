import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { makeAttachment } from '../../shared/__fixtures__/make-attachment.ts';
import type { ResourcePart } from '../../shared/contract/message.ts';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { makeExchange } from './__fixtures__/make-turn.ts';
import { makeMessage, silentLog } from './__fixtures__/store-fixtures.ts';
import { storeForTest } from './__fixtures__/store-for-test.ts';
import { openStoreInThread } from './open-in-thread.ts';
import type { Store } from './store.ts';

const idOf = (text: string) => createHash('sha256').update(text).digest('hex');
const artifactOf = (text: string) => ({
  mediaType: 'image/png',
  bytes: new Uint8Array(Buffer.from(text)),
});

/** Attaches an image of these bytes. */
async function attach(
  store: Pick<Store, 'putAttachment'>,
  draft: string,
  text: string,
  most = 20,
): Promise<ResourcePart> {
  const part = makeAttachment({
    content: [{ type: 'image', mediaType: 'image/png', artifact: idOf(text), bytes: text.length }],
    untrusted: true,
  });
  await store.putAttachment({ draft, part, artifacts: [artifactOf(text)], most, at: 1 });
  return part;
}

test('what is attached to a draft stays with it, also after the end, in the order it came', async () => {
  const dataDir = folderForTest();
  const before = await openStoreInThread({ dataDir, log: silentLog, at: 1 });
  const [one, two] = [await attach(before, 'new', 'one'), await attach(before, 'new', 'two')];
  await attach(before, 'quick', 'three');
  await before.close();
  const store = await openStoreInThread({ dataDir, log: silentLog, at: 2 });
  expect(await store.attachments({ draft: 'new' })).toEqual([one, two]);
  expect(await store.attachments({ ids: [two.id, uuidv7(), one.id] })).toEqual([two, one]);
  expect((await store.getArtifact(idOf('one')))?.mediaType).toBe('image/png');
  const wish = { id: idOf('one'), offset: 0, length: 9 };
  expect(await store.readArtifact({ ...wish, conversationId: null })).toMatchObject({
    text: 'one',
    untrusted: true,
  });
  await store.close();
});

test('sent, it is the conversation’s; not sent, nothing has changed', async () => {
  const store = await storeForTest();
  const part = await attach(store, 'new', 'sent');
  const { conversation, turn } = makeExchange({ at: 1, question: { parts: [part] } });
  const missing = store.beginTurn({ ...turn, attachments: [part.id, uuidv7()] });
  await expect(missing).rejects.toMatchObject({
    code: 'not-found',
    details: { situation: 'attachment-gone' },
  });
  expect(await store.attachments({ draft: 'new' })).toEqual([part]);

  await store.beginTurn({ ...turn, draftKey: 'new', attachments: [part.id] });
  expect(await store.attachments({ draft: 'new' })).toEqual([]);
  expect((await store.getMessage(turn.messages[0]?.id ?? '')).parts).toEqual([part]);
  const wish = { id: idOf('sent'), offset: 0, length: 9, conversationId: conversation.id };
  expect(await store.readArtifact(wish)).toMatchObject({ text: 'sent', untrusted: true });
  await store.deleteConversation({ id: conversation.id, at: 2 });
  await store.purgeDeleted(3);
  expect(await store.getArtifact(idOf('sent'))).toBeNull();
});

test('what nobody has any more goes, and what a conversation has stays', async () => {
  const store = await storeForTest();
  const [kept, gone] = [await attach(store, 'new', 'kept'), await attach(store, 'new', 'gone')];
  const { conversation, turn } = makeExchange({ at: 1 });
  await store.beginTurn(turn);
  await store.putArtifact({
    conversationId: conversation.id,
    untrusted: false,
    at: 1,
    ...artifactOf('kept'),
  });
  await store.dropAttachments({ id: gone.id });
  await store.dropAttachments({ id: gone.id });
  expect(await store.getArtifact(idOf('gone'))).toBeNull();
  await store.dropAttachments({ id: kept.id });
  expect(await store.getArtifact(idOf('kept'))).not.toBeNull();

  await attach(store, conversation.id, 'of the draft');
  await store.deleteConversation({ id: conversation.id, at: 2 });
  await store.purgeDeleted(3);
  expect(await store.attachments({ draft: conversation.id })).toEqual([]);
  expect(await store.getArtifact(idOf('of the draft'))).toBeNull();
});

test('what a draft has stays when it is removed elsewhere', async () => {
  const store = await storeForTest();
  const [one] = [await attach(store, 'new', 'same'), await attach(store, 'quick', 'same')];
  const { conversation, turn } = makeExchange({ at: 1 });
  await store.beginTurn(turn);
  await store.putArtifact({
    conversationId: conversation.id,
    untrusted: false,
    at: 1,
    ...artifactOf('same'),
  });
  await store.deleteConversation({ id: conversation.id, at: 2 });
  expect(await store.purgeDeleted(3)).toBe(1);
  await store.dropAttachments({ id: one.id });
  expect(await store.getArtifact(idOf('same'))).not.toBeNull();
  await store.dropAttachments({ draft: 'quick' });
  expect(await store.getArtifact(idOf('same'))).toBeNull();
});

test('of more than are kept the oldest go', async () => {
  const store = await storeForTest();
  for (const text of ['a', 'b', 'c']) await attach(store, 'preview', text, 2);
  expect(await store.getArtifact(idOf('a'))).toBeNull();
  expect(await store.attachments({ draft: 'preview' })).toHaveLength(2);
  await store.dropAttachments({ draft: 'preview' });
  expect(await store.attachments({ draft: 'preview' })).toEqual([]);
});

test('a message keeps every part of it', async () => {
  const store = await storeForTest();
  const { conversation, turn, answer } = makeExchange({ at: 1 });
  await store.beginTurn(turn);
  const part = makeAttachment({
    title: 'T',
    mediaType: 'text/plain',
    content: [
      { type: 'text', text: 'a', audience: ['user'] },
      { type: 'resource', uri: 'file:///a', text: 'b' },
      { type: 'excerpt', head: 'h', tail: 't', artifact: idOf('x'), characters: 9 },
      { type: 'audio', mediaType: 'audio/wav', artifact: idOf('y'), bytes: 3 },
    ],
  });
  const next = makeMessage(conversation.id, { parentId: answer.id, parts: [part] });
  await store.beginTurn({
    conversationId: conversation.id,
    messages: [next],
    turnMessageId: next.id,
    at: 2,
  });
  expect((await store.getMessage(next.id)).parts).toEqual([part]);
});
