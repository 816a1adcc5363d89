import { beforeEach, expect, test } from 'vitest';
import { makeExchange, makeTurn } from './__fixtures__/make-turn.ts';
import {
  makeAnswer,
  makeConversation,
  makeMessage,
  textPart,
} from './__fixtures__/store-fixtures.ts';
import { storeForTest } from './__fixtures__/store-for-test.ts';
import type { Store } from './store.ts';

let store: Store;
beforeEach(async () => {
  store = await storeForTest();
});

const firstTurn = () => makeExchange({ at: 2000 });

test('a turn takes the draft away and leaves other drafts alone', async () => {
  const { turn } = firstTurn();
  await store.setDraft({ key: 'new', text: 'Hello', at: 1 });
  await store.setDraft({ key: 'other', text: 'still here', at: 1 });
  await store.beginTurn({ ...turn, draftKey: 'new' });
  expect([await store.getDraft('new'), await store.getDraft('other')]).toEqual(['', 'still here']);
});

test('a message sent twice is a conflict that changes nothing', async () => {
  const { turn, question, answer } = firstTurn();
  const begun = await store.beginTurn(turn);
  const again = {
    ...turn,
    begin: undefined,
    messages: [question, makeAnswer(question.conversationId, question.id)],
  };
  await expect(
    store.beginTurn({ ...again, turnMessageId: again.messages[1]?.id ?? '' }),
  ).rejects.toMatchObject({
    code: 'conflict',
    details: { messageId: question.id },
  });
  await expect(store.beginTurn(turn)).rejects.toMatchObject({ code: 'conflict' });
  expect(await store.getConversation(turn.conversationId)).toEqual(begun);
  expect(await store.path(answer.id)).toEqual([question, answer]);
});

test('a turn that fails half way leaves nothing behind', async () => {
  const { turn, question, answer, conversation } = firstTurn();
  const lost = { ...answer, parentId: makeMessage(conversation.id).id };
  await store.setDraft({ key: 'new', text: 'Hello', at: 1 });
  await expect(
    store.beginTurn({ ...turn, messages: [question, lost], draftKey: 'new' }),
  ).rejects.toMatchObject({ code: 'not-found' });
  await expect(store.getConversation(conversation.id)).rejects.toMatchObject({ code: 'not-found' });
  expect(await store.getDraft('new')).toBe('Hello');
});

test('a parent from another conversation is refused', async () => {
  const { turn, answer } = firstTurn();
  await store.beginTurn(turn);
  const other = makeConversation();
  const stray = makeMessage(other.id, { parentId: answer.id });
  await expect(store.beginTurn(makeTurn(other, [stray], 1))).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('branches share their beginning and each path sees only its own end', async () => {
  const { turn, question, answer, conversation } = firstTurn();
  await store.beginTurn(turn);
  const first = { ...answer, status: 'complete', parts: [textPart('one')] } as const;
  await store.endTurn({ message: first, at: 3000 });
  const other = makeAnswer(conversation.id, question.id);
  const begun = await store.beginTurn({
    conversationId: conversation.id,
    messages: [other],
    turnMessageId: other.id,
    at: 4000,
  });
  expect(begun.activeLeafId).toBe(other.id);
  const second = {
    ...other,
    status: 'failed',
    error: wireError,
    usage: { inputTokens: 3 },
  } as const;
  await store.endTurn({ message: second, at: 5000 });
  expect(await store.path(answer.id)).toEqual([question, first]);
  expect(await store.path(other.id)).toEqual([question, second]);
});

const wireError = { code: 'network-failed', message: 'No connection.', retryable: true } as const;

test('an answer taken up again keeps its place and loses its old end', async () => {
  const { turn, question, answer, conversation } = firstTurn();
  await store.beginTurn(turn);
  const stopped = {
    ...answer,
    status: 'stopped',
    parts: [textPart('half')],
    finishReason: 'length',
  } as const;
  await store.endTurn({ message: stopped, at: 3000 });
  const { finishReason: _, ...again } = { ...stopped, rev: 2 };
  await store.beginTurn({
    conversationId: conversation.id,
    messages: [again],
    turnMessageId: again.id,
    at: 4000,
  });
  expect(await store.path(answer.id)).toEqual([question, { ...again, status: 'streaming' }]);
});

test('an answer of a conversation deleted meanwhile is kept, in case it is restored', async () => {
  const { turn, question, answer, conversation } = firstTurn();
  await store.beginTurn(turn);
  await store.deleteConversation({ id: conversation.id, at: 2500 });
  const final = { ...answer, status: 'stopped', parts: [textPart('kept')] } as const;
  await store.endTurn({ message: final, at: 3000 });
  await store.restoreConversation(conversation.id);
  expect(await store.path(answer.id)).toEqual([question, final]);
});

test('the pages of a path of 10,000 messages join without a gap', async () => {
  const conversation = makeConversation();
  const messages = [makeMessage(conversation.id)];
  while (messages.length < 10_000)
    messages.push(makeMessage(conversation.id, { parentId: messages.at(-1)?.id ?? null }));
  const leaf = messages.at(-1)?.id ?? '';
  await store.beginTurn(makeTurn(conversation, messages, 1));
  let page = await store.pathPage({ leafId: leaf, limit: 777 });
  let ids = page.messages.map(({ id }) => id);
  while (page.hasEarlier) {
    page = await store.pathPage({ before: ids[0] ?? '', limit: 777 });
    ids = [...page.messages.map(({ id }) => id), ...ids];
  }
  const expected = messages.map(({ id }) => id);
  expect(ids).toEqual(expected);
  expect((await store.path(leaf)).map(({ id }) => id)).toEqual(expected);
});

test('a page that ends exactly at the root has nothing earlier, and neither has what stands above the root', async () => {
  const { turn, question, answer } = firstTurn();
  await store.beginTurn(turn);
  expect(await store.pathPage({ leafId: answer.id, limit: 2 })).toEqual({
    messages: [question, answer],
    branches: {},
    hasEarlier: false,
  });
  expect(await store.pathPage({ leafId: answer.id, limit: 1 })).toEqual({
    messages: [answer],
    branches: {},
    hasEarlier: true,
  });
  expect(await store.pathPage({ before: question.id, limit: 2 })).toEqual({
    messages: [],
    branches: {},
    hasEarlier: false,
  });
  await expect(store.pathPage({ leafId: 'nobody', limit: 2 })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('an empty text removes a draft', async () => {
  await store.setDraft({ key: 'new', text: 'a\u0000b', at: 1 });
  expect(await store.getDraft('new')).toBe('a\u0000b');
  await store.setDraft({ key: 'new', text: '', at: 2 });
  expect(await store.getDraft('new')).toBe('');
});
