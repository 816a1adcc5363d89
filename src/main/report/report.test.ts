import { expect, it } from 'vitest';
import { createFakeClock } from '../../shared/clock.ts';
import { settingsSchema } from '../../shared/contract/settings.ts';
import type { ProviderStatus } from '../../shared/contract/status.ts';
import { catalogueDate } from '../providers/catalogue/catalogue.ts';
import type { ReportSources } from './facts.ts';
import { makeReport } from './report.ts';

const evil = 'One | [x](http://evil) \n# <b>bold';
const status: ProviderStatus = {
  id: 'one',
  name: evil,
  state: 'failing',
  models: { count: 2, source: 'live' },
  lastSuccessAt: 1,
  lastError: { code: 'provider-failed', at: 2, message: 'canary-message' },
  latency: { firstByteP50: 10.4, firstByteP95: 20, totalP50: 30, totalP95: 40 },
  errorRate: 0.12345,
  attempts: 8,
  limits: null,
  breaker: { state: 'open', retryAt: 5 },
  queued: 3,
  keys: [{ last4: 'cnry', asideUntil: 9 }],
};
const totals = {
  requests: 3,
  inputTokens: 4,
  outputTokens: 5,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: 0,
  costUsd: 0.5,
  hasUnknownCost: true,
};
const period = { spent: 1, reserved: 0, limit: 2, state: 'ok', endsAt: 1, hasUnknownCost: false };
const asked: unknown[] = [];
const now = Date.parse('2026-03-15T12:00:00Z');

const sources: ReportSources = {
  version: '1.2.3',
  registry: {
    list: () => [
      {
        id: 'one',
        name: evil,
        kind: 'custom',
        needsKey: true,
        key: { set: true, last4: 'cnry' },
        keys: [{ id: '1', set: true, last4: 'cnry', place: 'keychain' }],
        baseUrl: { value: 'https://canary.example', from: 'settings' },
        ready: true,
      },
    ],
    knownModels: () => ({
      models: [
        {
          provider: 'one',
          id: 'm',
          name: 'M',
          abilities: { tools: true, reasoning: true, images: true, pdf: true },
          price: { input: 1, output: 1 },
        },
      ],
      sources: [],
    }),
  },
  status: { get: () => [status] },
  store: {
    outcomes: (wish) => {
      asked.push(wish);
      return Promise.resolve([
        { outcome: 'complete', requests: 1234 },
        { outcome: 'timed-out', requests: 1 },
      ]);
    },
  },
  usage: {
    totals: (wish) => {
      asked.push(wish);
      return Promise.resolve(totals);
    },
    budget: () => ({
      day: { ...period, state: 'warning' },
      month: { ...period, limit: null, state: 'ok' },
    }),
  },
  settings: () => settingsSchema.parse({ systemPrompt: 'canary-instructions' }),
  secrets: { places: ['keychain', 'session'], unreadable: false },
  notices: () => 1,
  clock: createFakeClock(now),
};

it('has six parts with the figures of this moment', async () => {
  const report: unknown = JSON.parse(await makeReport(sources, 'json'));
  expect(report).toEqual({
    version: '1.2.3',
    madeAt: '2026-03-15T12:00:00.000Z',
    parts: [
      {
        title: 'Provider implementations',
        figures: {
          providers: 1,
          ready: 0,
          models: 1,
          modelsWithPrice: 1,
          pricesAsOf: catalogueDate,
        },
        tables: {
          providers: [
            {
              id: 'one',
              name: evil,
              kind: 'custom',
              state: 'failing',
              models: 2,
              modelsFrom: 'live',
            },
          ],
        },
      },
      {
        title: 'MCP integration',
        figures: { servers: 0, note: 'No MCP servers: not part of this version.' },
        tables: {},
      },
      {
        title: 'Streaming',
        figures: {
          connectSeconds: 60,
          stalledAfterSeconds: 10,
          idleSeconds: 60,
          attemptsPerRequest: 3,
          queuedNow: 3,
        },
        tables: {
          outcomesOfLastDay: [
            { outcome: 'complete', requests: 1234 },
            { outcome: 'timed-out', requests: 1 },
          ],
        },
      },
      {
        title: 'Performance',
        figures: {
          uptimeSeconds: expect.any(Number),
          residentMegabytes: expect.any(Number),
          heapMegabytes: expect.any(Number),
          eventLoopUtilization: expect.any(Number),
          node: process.version,
          platform: `${process.platform} ${process.arch}`,
        },
        tables: {
          latencyMs: [
            {
              provider: 'one',
              requests: 8,
              firstByteP50: 10,
              firstByteP95: 20,
              totalP50: 30,
              totalP95: 40,
            },
          ],
        },
      },
      {
        title: 'Security',
        figures: {
          keys: 1,
          keysUnreadable: false,
          safestPlaceForKeys: 'keychain',
          answersKept: false,
          logsCarryContent: false,
        },
        tables: { keysByPlace: [{ place: 'keychain', keys: 1 }] },
      },
      {
        title: 'Monitoring',
        figures: { noticesOpen: 1, budgetOfDay: 'warning', budgetOfMonth: 'none' },
        tables: {
          usage: [
            { period: 'last 24 hours', ...totals },
            { period: 'last 7 days', ...totals },
          ],
          health: [
            {
              provider: 'one',
              state: 'failing',
              requests: 8,
              errorRate: 0.123,
              lastError: 'provider-failed',
              breaker: 'open',
              keysAside: 1,
            },
          ],
        },
      },
    ],
  });
  const day = 24 * 60 * 60 * 1000;
  expect(asked).toEqual([
    { from: now - day, to: now + 1 },
    { from: now - day, to: now + 1 },
    { from: now - 7 * day, to: now + 1 },
  ]);
});

it('is readable as Markdown, and what others named is no Markdown in it', async () => {
  const text = await makeReport(sources, 'markdown');
  expect(text.match(/^#.*$/gm)).toEqual([
    '# Integration report',
    '## 1. Provider implementations',
    '### Providers',
    '## 2. MCP integration',
    '## 3. Streaming',
    '### Outcomes of last day',
    '## 4. Performance',
    '### Latency ms',
    '## 5. Security',
    '### Keys by place',
    '## 6. Monitoring',
    '### Usage',
    '### Health',
  ]);
  expect(text).toContain(
    '| one | One \\| \\[x\\](http://evil) \\# \\<b\\>bold | custom | failing | 2 | live |',
  );
  expect(text).toContain('- Connect seconds: 60\n');
  expect(text).toContain('| First byte P50 |');
});

it.each(['json', 'markdown'] as const)(
  'says in %s no key, no address and no word',
  async (format) => {
    expect(await makeReport(sources, format)).not.toMatch(/canary|cnry/);
  },
);
