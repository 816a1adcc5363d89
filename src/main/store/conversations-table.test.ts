import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { makeTurn } from './__fixtures__/make-turn.ts';
import { makeConversation, makeMessage } from './__fixtures__/store-fixtures.ts';
import { storeForTest } from './__fixtures__/store-for-test.ts';
import type { Store, StoredConversation } from './store.ts';

let store: Store;
beforeEach(async () => {
  store = await storeForTest();
});

async function begin(
  overrides: Partial<StoredConversation> = {},
  at = 1000,
): Promise<StoredConversation> {
  const conversation = makeConversation(overrides);
  const message = makeMessage(conversation.id);
  return store.beginTurn(makeTurn(conversation, [message], at));
}

test('everything a conversation holds comes back as it was stored', async () => {
  const stored = await begin({
    title: 'Ünïcode 🦉',
    titledBy: 'person',
    systemPrompt: 'line\nline\u0000end',
    model: { provider: 'anthropic', model: 'some-model' },
    reasoning: true,
    effort: 'high',
    temperature: 0.7,
    maxOutputTokens: 4096,
    webSearch: true,
    rev: 7,
  });
  expect(await store.getConversation(stored.id)).toEqual(stored);
  expect(stored.rev).toBe(8);
});

test('pages of the list together are all conversations, newest first, however many share a time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 25 }),
      fc.integer({ min: 1, max: 10 }),
      async (times, limit) => {
        const before = (await store.listConversations({ limit: 200 })).conversations;
        for (const { id } of before) await store.deleteConversation({ id, at: 9 });
        const stored: StoredConversation[] = [];
        for (const time of times)
          stored.push(await begin({ updatedAt: time, createdAt: time }, time));
        const listed: StoredConversation[] = [];
        for (let cursor: string | undefined; ;) {
          const page = await store.listConversations({ cursor, limit });
          expect(page.conversations.length).toBeLessThanOrEqual(limit);
          listed.push(...page.conversations);
          if (page.nextCursor === null) break;
          cursor = page.nextCursor;
        }
        const newestFirst = stored.toSorted(
          (a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1),
        );
        expect(listed).toEqual(newestFirst);
      },
    ),
    { numRuns: 30 },
  );
});

test('a query lists those whose title has all its words, page by page', async () => {
  const titles = ['Zürich in May', 'Bern', 'May in ZURICH', '100 % of it', 'zurich'];
  for (const [index, title] of titles.entries()) await begin({ title, updatedAt: index }, index);
  const { id } = await begin({ title: 'Zürich, deleted', updatedAt: 9 }, 9);
  await store.deleteConversation({ id, at: 10 });
  const found = async (query: string, cursor?: string) => {
    const page = await store.listConversations({ query, cursor, limit: 2 });
    return { titles: page.conversations.map(({ title }) => title), cursor: page.nextCursor };
  };

  const first = await found('zürich');
  expect(first.titles).toEqual(['zurich', 'May in ZURICH']);
  expect(await found('zürich', first.cursor ?? undefined)).toEqual({
    titles: ['Zürich in May'],
    cursor: null,
  });
  expect((await found('may ZÜR')).titles).toEqual(['May in ZURICH', 'Zürich in May']);
  expect((await found('%')).titles).toEqual(['100 % of it']);
  expect((await found('nowhere')).titles).toEqual([]);
  expect((await found('   ')).titles).toEqual(['zurich', '100 % of it']);
});

test('a cursor nobody gave out is refused', async () => {
  await expect(store.listConversations({ cursor: 'x', limit: 5 })).rejects.toMatchObject({
    code: 'invalid-input',
  });
});

test('an update that names an older rev is refused and says the newest', async () => {
  const { id, rev } = await begin();
  const renamed = await store.updateConversation({ id, rev, patch: { title: 'First' } });
  expect(renamed).toMatchObject({
    title: 'First',
    titledBy: 'person',
    rev: rev + 1,
  });
  await expect(
    store.updateConversation({ id, rev, patch: { title: 'Second' } }),
  ).rejects.toMatchObject({
    code: 'conflict',
    details: { rev: rev + 1 },
  });
  expect(await store.getConversation(id)).toEqual(renamed);
});

test('updatedAt says when something was written, and stands still when the clock goes back', async () => {
  const { id, activeLeafId } = await begin({}, 5000);
  const changed = await store.updateConversation({ id, patch: { reasoning: true, title: 'New' } });
  expect(changed.updatedAt, 'nothing was written').toBe(5000);
  const answer = makeMessage(id, { id: activeLeafId ?? '' });
  expect(await store.endTurn({ message: answer, at: 10 })).toMatchObject({ updatedAt: 5000 });
  expect(await store.endTurn({ message: answer, at: 6000 })).toMatchObject({ updatedAt: 6000 });
});

test('options change one by one and can be taken back', async () => {
  const { id } = await begin({ effort: 'low', temperature: 1 });
  const changed = await store.updateConversation({
    id,
    patch: { effort: null, maxOutputTokens: 100, webSearch: true },
  });
  expect(changed).toMatchObject({
    reasoning: false,
    effort: null,
    temperature: 1,
    maxOutputTokens: 100,
    webSearch: true,
  });
  expect(await store.getConversation(id)).toEqual(changed);
});

test('a made-up title gives way to one that a person chose', async () => {
  const { id } = await begin();
  const automatic = await store.updateConversation({
    id,
    patch: { title: 'Made up', titledBy: 'auto' },
  });
  expect(automatic).toMatchObject({ title: 'Made up', titledBy: 'auto' });
  await store.updateConversation({ id, patch: { title: 'Chosen' } });
  const late = await store.updateConversation({
    id,
    patch: { title: 'Made up', titledBy: 'auto' },
  });
  expect(late).toMatchObject({ title: 'Chosen', titledBy: 'person' });
});

test('the model of a conversation can be chosen and taken back', async () => {
  const { id } = await begin();
  const model = { provider: 'anthropic', model: 'm' };
  expect(await store.updateConversation({ id, patch: { model } })).toMatchObject({ model });
  expect(await store.updateConversation({ id, patch: { model: null } })).toMatchObject({
    model: null,
  });
});

test('a deleted conversation is nowhere to be found until it is restored', async () => {
  const stored = await begin();
  const leaf = stored.activeLeafId ?? '';
  await store.deleteConversation({ id: stored.id, at: 2000 });
  const gone = expect.objectContaining({ code: 'not-found' });
  await expect(store.getConversation(stored.id)).rejects.toEqual(gone);
  await expect(store.updateConversation({ id: stored.id, patch: {} })).rejects.toEqual(gone);
  await expect(store.deleteConversation({ id: stored.id, at: 1 })).rejects.toEqual(gone);
  await expect(store.getMessage(leaf)).rejects.toEqual(gone);
  await expect(store.path(leaf)).rejects.toEqual(gone);
  await expect(store.pathPage({ leafId: leaf, limit: 5 })).rejects.toEqual(gone);
  expect((await store.listConversations({ limit: 5 })).conversations).toEqual([]);

  const restored = await store.restoreConversation(stored.id);
  expect(restored).toEqual({ ...stored, rev: stored.rev + 2 });
  expect(await store.getConversation(stored.id)).toEqual(restored);
  expect((await store.path(leaf)).map(({ id }) => id)).toEqual([leaf]);
});
