import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../shared/clock.ts';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { makeAttempt } from '../store/__fixtures__/make-attempt.ts';
import { silentLog } from '../store/__fixtures__/store-fixtures.ts';
import { openStoreInThread } from '../store/open-in-thread.ts';
import type { Attempt, Store } from '../store/store.ts';
import { createBudgets } from './budgets.ts';
import { spentSince } from './cost-ledger.ts';
import { createUsage } from './usage.ts';
import type { Usage } from './usage.ts';

const noon = Date.parse('2026-03-30T12:00:00Z');
const hour = 60 * 60 * 1000;

let dataDir: string;
let store: Store;
let usage: Usage;
const clock = createFakeClock(noon);
const unsaved: unknown[] = [];
const stop = new AbortController();

async function start() {
  store = await openStoreInThread({ dataDir, log: silentLog, at: noon });
  usage = createUsage({
    store,
    budgets: createBudgets({
      settings: () => ({ dayUsd: 10, monthUsd: null, warnAtPercent: 80 }),
      priceOf: () => undefined,
      maxOutputOf: () => undefined,
      clock,
      timeZone: 'UTC',
      spent: await store.costs(spentSince(clock)),
    }),
    names: {
      provider: (id) => (id === 'anthropic' ? 'Anthropic' : undefined),
      model: ({ model }) => (model === 'm' ? 'Model M' : undefined),
      server: (id) => (id === 'server-01234567' ? 'Files' : undefined),
    },
    clock,
    onUnsaved: (error) => void unsaved.push(error),
  });
}

beforeEach(async () => {
  dataDir = folderForTest();
  await start();
});
afterEach(() => store.close());

/** Records, and waits until it is said. */
async function record(...attempts: Partial<Attempt>[]) {
  const wanted = attempts.length;
  const controller = new AbortController();
  let begun: number | undefined;
  for await (const { recorded } of usage.watch(controller.signal)) {
    begun ??= recorded;
    if (recorded === begun && wanted > 0)
      for (const attempt of attempts.splice(0)) usage.record(makeAttempt(attempt));
    if (recorded === begun + wanted) return;
  }
}

async function piecesOf(stream: AsyncIterable<string>): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of stream) pieces.push(piece);
  return pieces;
}

const all = { from: 0, to: noon + 24 * hour };

describe('usage', () => {
  it('by day is of the days of the time zone, those without requests included', async () => {
    await record(
      { startedAt: Date.parse('2026-03-28T23:30:00Z'), costNanoUsd: 1e9, inputTokens: 1 },
      { startedAt: Date.parse('2026-03-30T00:30:00Z'), costNanoUsd: 2e9, inputTokens: 1 },
      { startedAt: noon, costNanoUsd: 4e9, inputTokens: 1 },
    );
    const days = async (timeZone: string, period = all) =>
      (await usage.summary({ ...period, by: 'day', timeZone })).map(({ key, costUsd }) => [
        key,
        costUsd,
      ]);
    expect(await days('UTC')).toEqual([
      ['2026-03-28', 1],
      ['2026-03-29', null],
      ['2026-03-30', 6],
    ]);
    expect(await days('America/New_York')).toEqual([
      ['2026-03-28', 1],
      ['2026-03-29', 2],
      ['2026-03-30', 4],
    ]);
    expect(await days('Pacific/Kiritimati')).toEqual([
      ['2026-03-29', 1],
      ['2026-03-30', 2],
      ['2026-03-31', 4],
    ]);
    expect(await days('UTC', { from: noon - hour, to: noon + hour })).toEqual([['2026-03-30', 4]]);
    expect(await days('UTC', { from: noon + 1, to: noon + hour })).toEqual([]);
  });

  it('by model and by provider has names for people', async () => {
    await record(
      { provider: 'anthropic', model: 'm', costNanoUsd: 3e9, inputTokens: 5, outputTokens: 2 },
      { provider: 'anthropic', model: 'gone', costNanoUsd: 1e9, inputTokens: 1 },
      { provider: 'gone', model: 'm', inputTokens: 1 },
    );
    const rows = async (by: 'model' | 'provider' | 'conversation') =>
      (await usage.summary({ ...all, by, timeZone: 'UTC' })).map(({ key, label, costUsd }) => [
        key,
        label,
        costUsd,
      ]);
    expect(await rows('model')).toEqual([
      ['anthropic/m', 'Model M', 3],
      ['anthropic/gone', '', 1],
      ['gone/m', 'Model M', null],
    ]);
    const models = await usage.summary({ ...all, by: 'model', timeZone: 'UTC' });
    expect(models.map(({ providerName }) => providerName)).toEqual([
      'Anthropic',
      'Anthropic',
      undefined,
    ]);
    expect(await rows('provider')).toEqual([
      ['anthropic', 'Anthropic', 4],
      ['gone', '', null],
    ]);
    expect(await rows('conversation')).toEqual([['', '', 4]]);
    expect(await usage.totals(all)).toEqual({
      requests: 3,
      inputTokens: 7,
      outputTokens: 2,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      reasoningTokens: 0,
      costUsd: 4,
      hasUnknownCost: true,
    });
  });

  it('is known to the budget at once, and still after a restart', async () => {
    const news = usage.watch(stop.signal);
    expect((await news.next()).value).toMatchObject({ recorded: 0, budget: { day: { spent: 0 } } });
    usage.record(makeAttempt({ startedAt: noon, costNanoUsd: 9e9, inputTokens: 1 }));
    expect(usage.budget().day).toMatchObject({ spent: 9, state: 'warning' });
    expect((await news.next()).value).toMatchObject({ recorded: 1, budget: { day: { spent: 9 } } });
    await news.return();
    await record(
      { startedAt: noon - 13 * hour, costNanoUsd: 1e9, inputTokens: 1 },
      { startedAt: noon - 40 * 24 * hour, costNanoUsd: 1e9, inputTokens: 1 },
      { startedAt: noon, inputTokens: 1 },
    );
    const before = usage.budget();
    expect(before).toMatchObject({
      day: { spent: 9, hasUnknownCost: true },
      month: { spent: 10, limit: null, state: 'ok' },
    });
    await store.close();
    await start();
    expect(usage.budget()).toEqual(before);
  });

  it('is told with the budget of the day it is then', async () => {
    await record({ startedAt: noon, costNanoUsd: 9e9 });
    clock.advance(24 * hour);
    const news = usage.watch(stop.signal);
    expect((await news.next()).value).toMatchObject({ recorded: 1, budget: { day: { spent: 0 } } });
    await news.return();
    clock.advance(-24 * hour);
  });

  it('that cannot be saved is not lost to the budget, and said', async () => {
    await store.close();
    usage.record(makeAttempt({ startedAt: noon, costNanoUsd: 1e9 }));
    const news = usage.watch(stop.signal);
    for await (const { recorded } of news) if (recorded === 1) break;
    expect(usage.budget().day.spent).toBe(1);
    expect(unsaved).toHaveLength(1);
  });

  it('comes as a file for a spreadsheet, in which nothing is a formula', async () => {
    await record(
      {
        startedAt: noon,
        provider: 'anthropic',
        model: '=HYPERLINK("http://evil","x")',
        requestId: '+1,2\r\n3',
        keyLast4: '-ab@',
        httpStatus: 200,
        durationMs: 12.5,
        inputTokens: 10,
        costNanoUsd: 1,
      },
      { startedAt: noon + 1, model: '@m', outcome: 'timed-out', costNanoUsd: 1_230_000_000 },
    );
    const pieces = await piecesOf(usage.exportCsv(all));
    expect(pieces.join('').split('\r\n')).toEqual([
      'started_at,provider,provider_name,model,conversation_id,conversation,outcome,http_status,request_id,attempt,key_last4,first_byte_ms,' +
        'duration_ms,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,reasoning_tokens,cost_usd',
      `2026-03-30T12:00:00.000Z,anthropic,Anthropic,"'=HYPERLINK(""http://evil"",""x"")",,,complete,200,"'+1,2`,
      `3",1,'-ab@,,12.5,10,,,,,0.000000001`,
      `2026-03-30T12:00:00.001Z,anthropic,Anthropic,'@m,,,timed-out,,,1,,,0,,,,,,1.23`,
      '',
    ]);
  });

  it('comes in pieces, each request once, however many there are', async () => {
    const attempts = Array.from({ length: 1203 }, () =>
      makeAttempt({ startedAt: noon, model: 'm'.repeat(100) }),
    );
    for (const attempt of attempts) await store.recordAttempt(attempt);
    const pieces = await piecesOf(usage.exportCsv(all));
    expect(pieces.length).toBeGreaterThan(3);
    expect(Math.max(...pieces.map((piece) => Buffer.byteLength(piece)))).toBeLessThan(65_536);
    expect(pieces.join('').split('\r\n')).toHaveLength(1205);
  });
});

it('what a server asked for is accounted to it, by its name as long as it is there', async () => {
  await record(
    { id: 'a', conversationId: 'mcp/server-01234567' },
    { id: 'b', conversationId: 'mcp/server-89abcdef' },
  );
  const rows = await usage.summary({ ...all, by: 'conversation', timeZone: 'UTC' });
  expect(Object.fromEntries(rows.map(({ key, label }) => [key, label]))).toEqual({
    'mcp/server-01234567': 'Files',
    'mcp/server-89abcdef': '',
  });
});
