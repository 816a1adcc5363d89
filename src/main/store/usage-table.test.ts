import { hasUnknownCost } from '../../shared/attempt-record.ts';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { makeTurn } from './__fixtures__/make-turn.ts';
import { makeAttempt } from './__fixtures__/make-attempt.ts';
import { makeConversation, makeMessage } from './__fixtures__/store-fixtures.ts';
import { storeForTest } from './__fixtures__/store-for-test.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/migrations.ts';
import type { Store } from './store.ts';
import { createUsageTable } from './usage-table.ts';

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
  hasUnknownCost: false,
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
    attempts: [{ ...attempt, title: null }],
    nextAfter: null,
  });
  expect(await store.usageTotals({ from: 0, to: 1e9 })).toMatchObject({
    requests: 1,
    costNanoUsd: 6,
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
    hasUnknownCost: false,
  });
  expect(await store.usageTotals({ from: 500, to: 600 })).toEqual(none);
});

test('outcomes are counted to the last one, the most frequent first', async () => {
  await record(
    ...Array.from({ length: 130 }, (_, index) => ({ startedAt: 10 + index })),
    { startedAt: 9, outcome: 'too-early' },
    { startedAt: 11, outcome: 'timed-out' },
    { startedAt: 12, outcome: 'stopped' },
    { startedAt: 200, outcome: 'too-late' },
  );
  expect(await store.outcomes({ from: 10, to: 200 })).toEqual([
    { outcome: 'complete', requests: 130 },
    { outcome: 'stopped', requests: 1 },
    { outcome: 'timed-out', requests: 1 },
  ]);
});

test('tokens without a price are said, a failure that took none is not', async () => {
  await record({ startedAt: 1, outcome: 'network-failed' });
  expect(await store.usageTotals(all)).toEqual({ ...none, requests: 1 });
  await record({ startedAt: 2, outputTokens: 1 });
  expect(await store.usageTotals(all)).toMatchObject({ costNanoUsd: null, hasUnknownCost: true });
  await record({ startedAt: 3, inputTokens: 1, costNanoUsd: 0 });
  expect(await store.usageTotals(all)).toMatchObject({ costNanoUsd: 0, hasUnknownCost: true });
});

test('sums of what a server made up can still be read', async () => {
  const made = { costNanoUsd: 1e15, inputTokens: 1, outputTokens: 1 };
  await record(...Array.from({ length: 12 }, (_, startedAt) => ({ ...made, startedAt })));
  expect(await store.usageTotals({ from: 0, to: 900_000 })).toMatchObject({
    requests: 12,
    costNanoUsd: Number.MAX_SAFE_INTEGER,
  });
  expect(await store.costs(0)).toMatchObject([{ nanoUsd: Number.MAX_SAFE_INTEGER }]);
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
  const titles = async () =>
    (await store.attempts({ ...all, limit: 9 })).attempts.map(({ title }) => title);
  expect(await named()).toEqual([
    [conversation.id, 'Taxes'],
    [null, null],
  ]);
  expect(await titles()).toEqual(['Taxes', null]);
  await store.deleteConversation({ id: conversation.id, at: 3 });
  expect(await titles()).toEqual([null, null]);
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

test('sums are the same whichever way the edges of a period cut the slices', async () => {
  const attempts = Array.from({ length: 60 }, (_, index) =>
    makeAttempt({
      // Every seven minutes and a bit, over seven hours.
      startedAt: index * 433_337,
      provider: index % 3 === 0 ? 'a' : 'b',
      conversationId: index % 4 === 0 ? null : `c${index % 2}`,
      inputTokens: index % 5 === 0 ? null : index,
      outputTokens: index % 8 === 0 ? null : index,
      firstByteMs: index % 6 === 0 ? 5 : null,
      outcome: index % 9 === 0 ? 'stopped' : 'complete',
      costNanoUsd: index % 5 === 0 || index % 7 === 0 ? null : index * 10,
    }),
  );
  for (const attempt of attempts) await store.recordAttempt(attempt);
  for (const attempt of attempts) {
    const { startedAt } = attempt;
    expect(await store.usageTotals({ from: startedAt, to: startedAt + 1 })).toMatchObject({
      requests: 1,
      hasUnknownCost: hasUnknownCost(attempt),
    });
  }
  const slice = 900_000;
  const edges = [0, 1, slice - 1, slice, slice + 1, 5 * slice, 5 * slice + 7, 20 * slice, 9e7];
  for (const from of edges) {
    for (const to of edges.filter((edge) => edge >= from)) {
      const inside = attempts.filter(({ startedAt }) => startedAt >= from && startedAt < to);
      const known = inside.flatMap(({ costNanoUsd }) => costNanoUsd ?? []);
      const add = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);
      const expected = {
        requests: inside.length,
        inputTokens: add(inside.map(({ inputTokens }) => inputTokens ?? 0)),
        costNanoUsd: known.length === 0 ? null : add(known),
        hasUnknownCost: inside.some((one) => hasUnknownCost(one)),
      };
      expect(await store.usageTotals({ from, to })).toMatchObject(expected);
      for (const by of ['provider', 'model', 'conversation'] as const) {
        const groups = await store.usageGroups({ from, to, by, limit: 9 });
        expect(add(groups.map(({ sums }) => sums.requests))).toBe(inside.length);
        expect(add(groups.map(({ sums }) => sums.inputTokens))).toBe(expected.inputTokens);
      }
    }
  }
  const { conversationId, sums } =
    (await store.usageGroups({ from: 0, to: 9e7, by: 'conversation', limit: 9 })).at(-1) ?? {};
  expect([conversationId, sums?.requests]).toEqual([null, 15]);
});

test('what was spent comes by quarters of an hour, without those in which nothing was', async () => {
  const slice = 900_000;
  await record(
    { startedAt: slice - 1, costNanoUsd: 1 },
    { startedAt: slice, costNanoUsd: 2 },
    { startedAt: 2 * slice - 1, provider: 'another', costNanoUsd: 3 },
    { startedAt: 2 * slice, outcome: 'network-failed' },
    { startedAt: 3 * slice, inputTokens: 7 },
    { startedAt: 4 * slice, costNanoUsd: 0, inputTokens: 7 },
  );
  expect(await store.costs(slice)).toEqual([
    { startsAt: slice, nanoUsd: 5, hasUnknownCost: false },
    { startsAt: 3 * slice, nanoUsd: 0, hasUnknownCost: true },
  ]);
});

test('attempts are read page by page, also those that began at the same time', async () => {
  const made = [1, 2, 2, 2, 3].map((startedAt) => makeAttempt({ startedAt }));
  for (const attempt of made) await store.recordAttempt(attempt);
  const first = await store.attempts({ from: 1, to: 3, limit: 2 });
  const read = made.map((attempt) => ({ ...attempt, title: null }));
  expect(first).toEqual({ attempts: read.slice(0, 2), nextAfter: made[1]?.id });
  const second = await store.attempts({
    from: 1,
    to: 3,
    after: first.nextAfter ?? undefined,
    limit: 2,
  });
  expect(second).toEqual({ attempts: read.slice(2, 4), nextAfter: null });
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

test('what was recorded before there were slices is in them', () => {
  const database = new DatabaseSync(':memory:');
  migrate(database, { migrations: migrations.slice(0, 2) });
  database.exec(`
    INSERT INTO attempts (id, provider, model, outcome, started_at, duration_ms, input_tokens, output_tokens)
    VALUES ('1', 'p', 'm', 'complete', 900001, 1, 5, 6), ('2', 'p', 'm', 'timed-out', 900002, 1, NULL, NULL)`);
  migrate(database, { migrations });
  const usage = createUsageTable(database);
  expect(usage.totals({ from: 0, to: 9e6 })).toEqual({
    ...none,
    requests: 2,
    inputTokens: 5,
    outputTokens: 6,
    hasUnknownCost: true,
  });
  database.close();
});
