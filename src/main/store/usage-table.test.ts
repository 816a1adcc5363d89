import { beforeEach, expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { makeTurn } from './__fixtures__/make-turn.ts';
import { makeAttempt } from './__fixtures__/make-attempt.ts';
import { makeConversation, makeMessage } from './__fixtures__/store-fixtures.ts';
import { storeForTest } from './__fixtures__/store-for-test.ts';
import type { Store } from './store.ts';

let store: Store;
beforeEach(async () => {
  store = await storeForTest();
});

const none = {
  requests: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: 0,
  costNanoUsd: null,
  hasUnknownPrice: false,
};
const all = { from: 0, to: 1000 };
const record = (...attempts: Parameters<typeof makeAttempt>[0][]) =>
  Promise.all(attempts.map((attempt) => store.recordAttempt(makeAttempt(attempt))));

test('everything a record holds comes back, and the same id twice is one', async () => {
  const attempt = makeAttempt({
    conversationId: uuidv7(),
    messageId: uuidv7(),
    requestId: 'r',
    responseId: 's',
    httpStatus: 200,
    firstByteMs: 1.5,
    durationMs: 2.25,
    inputTokens: 1,
    outputTokens: 2,
    cacheReadTokens: 3,
    cacheWriteTokens: 4,
    reasoningTokens: 5,
    costNanoUsd: 6,
    keyLast4: 'abcd',
    attemptNumber: 2,
  });
  await store.recordAttempt(attempt);
  await store.recordAttempt({ ...attempt, outcome: 'another' });
  expect(await store.attempts({ ...all, to: 2000, limit: 10 })).toEqual({
    attempts: [attempt],
    nextAfter: null,
  });
});

test('totals count from the first millisecond up to, but not including, the last', async () => {
  await record(
    { startedAt: 9, inputTokens: 1, costNanoUsd: 1 },
    {
      startedAt: 10,
      inputTokens: 100,
      outputTokens: 20,
      cacheReadTokens: 30,
      cacheWriteTokens: 4,
      reasoningTokens: 5,
      costNanoUsd: 600,
    },
    { startedAt: 19, outcome: 'network-failed' },
    { startedAt: 20, inputTokens: 1, costNanoUsd: 1 },
  );
  expect(await store.usageTotals({ from: 10, to: 20 })).toEqual({
    requests: 2,
    inputTokens: 100,
    outputTokens: 20,
    cacheReadTokens: 30,
    cacheWriteTokens: 4,
    reasoningTokens: 5,
    costNanoUsd: 600,
    hasUnknownPrice: false,
  });
  expect(await store.usageTotals({ from: 500, to: 600 })).toEqual(none);
});

test('tokens without a price are said, a failure that took none is not', async () => {
  await record({ startedAt: 1, outcome: 'network-failed' });
  expect(await store.usageTotals(all)).toEqual({ ...none, requests: 1 });
  await record({ startedAt: 2, outputTokens: 1 });
  expect(await store.usageTotals(all)).toMatchObject({ costNanoUsd: null, hasUnknownPrice: true });
  await record({ startedAt: 3, inputTokens: 1, costNanoUsd: 0 });
  expect(await store.usageTotals(all)).toMatchObject({ costNanoUsd: 0, hasUnknownPrice: true });
});

test('groups are dearest first, and those without a known cost come last', async () => {
  await record(
    { startedAt: 1, provider: 'a', model: 'm', inputTokens: 1, costNanoUsd: 1 },
    { startedAt: 2, provider: 'b', model: 'm', inputTokens: 1, costNanoUsd: 5 },
    { startedAt: 3, provider: 'a', model: 'n', inputTokens: 1, costNanoUsd: 3 },
    { startedAt: 4, provider: 'a', model: 'm', inputTokens: 1, costNanoUsd: 1 },
    { startedAt: 5, provider: 'c', model: 'm', inputTokens: 9 },
  );
  const groups = async (by: 'provider' | 'model', limit = 10) =>
    (await store.usageGroups({ ...all, by, limit })).map(({ provider, model, sums }) => [
      provider,
      model,
      sums.requests,
      sums.costNanoUsd,
    ]);
  expect(await groups('model')).toEqual([
    ['b', 'm', 1, 5],
    ['a', 'n', 1, 3],
    ['a', 'm', 2, 2],
    ['c', 'm', 1, null],
  ]);
  expect(await groups('provider', 2)).toEqual([
    ['a', null, 3, 5],
    ['b', null, 1, 5],
  ]);
});

test('a conversation is named by its title, and by none once it is deleted', async () => {
  const conversation = makeConversation({ title: 'Taxes' });
  await store.beginTurn(makeTurn(conversation, [makeMessage(conversation.id)], 1));
  await record(
    { startedAt: 1, conversationId: conversation.id, costNanoUsd: 2 },
    { startedAt: 2, conversationId: null, costNanoUsd: 1 },
  );
  const named = async () =>
    (await store.usageGroups({ ...all, by: 'conversation', limit: 9 })).map(
      ({ conversationId, title }) => [conversationId, title],
    );
  expect(await named()).toEqual([
    [conversation.id, 'Taxes'],
    [null, null],
  ]);
  await store.deleteConversation({ id: conversation.id, at: 3 });
  expect((await named())[0]).toEqual([conversation.id, null]);
});

test('stretches between edges are summed each by itself', async () => {
  await record(
    { startedAt: 10, costNanoUsd: 1 },
    { startedAt: 19, costNanoUsd: 2 },
    { startedAt: 30, costNanoUsd: 4 },
  );
  const sums = await store.usageBetween([10, 20, 30, 31]);
  expect(sums.map(({ requests, costNanoUsd }) => [requests, costNanoUsd])).toEqual([
    [2, 3],
    [0, null],
    [1, 4],
  ]);
  expect(await store.usageBetween([10])).toEqual([]);
  expect(await store.firstAttemptSince(0)).toBe(10);
  expect(await store.firstAttemptSince(11)).toBe(19);
  expect(await store.firstAttemptSince(31)).toBeNull();
});

test('what was spent comes in slices, without those in which nothing was', async () => {
  await record(
    { startedAt: 5, costNanoUsd: 1 },
    { startedAt: 100, costNanoUsd: 2 },
    { startedAt: 199, costNanoUsd: 3 },
    { startedAt: 250, outcome: 'network-failed' },
    { startedAt: 300, inputTokens: 7 },
    { startedAt: 400, costNanoUsd: 0, inputTokens: 7 },
  );
  expect(await store.costs({ from: 100, sliceMs: 100 })).toEqual([
    { startsAt: 100, nanoUsd: 5, hasUnknownPrice: false },
    { startsAt: 300, nanoUsd: 0, hasUnknownPrice: true },
  ]);
});

test('attempts are read page by page, also those that began at the same time', async () => {
  const made = [1, 2, 2, 2, 3].map((startedAt) => makeAttempt({ startedAt }));
  for (const attempt of made) await store.recordAttempt(attempt);
  const first = await store.attempts({ from: 1, to: 3, limit: 2 });
  expect(first).toEqual({ attempts: made.slice(0, 2), nextAfter: made[1]?.id });
  const second = await store.attempts({
    from: 1,
    to: 3,
    after: first.nextAfter ?? undefined,
    limit: 2,
  });
  expect(second).toEqual({ attempts: made.slice(2, 4), nextAfter: null });
});

test('the newest of each provider are found, oldest first', async () => {
  const made = [
    makeAttempt({ startedAt: 1, provider: 'a' }),
    makeAttempt({ startedAt: 2, provider: 'a' }),
    makeAttempt({ startedAt: 3, provider: 'b' }),
    makeAttempt({ startedAt: 4, provider: 'a' }),
  ];
  for (const attempt of made) await store.recordAttempt(attempt);
  expect(await store.recentAttempts({ from: 1, limit: 2 })).toEqual(made.slice(1));
  expect(await store.recentAttempts({ from: 3, limit: 2 })).toEqual(made.slice(2));
});
