import type { Clock } from '../../shared/clock.ts';
import type { Budget, UsageRow, UsageTotals } from '../../shared/contract/usage.ts';
import { serverThatAsked } from '../../shared/asked-by-server.ts';
import { inChunks } from '../chat/export/in-chunks.ts';
import type { Attempt, Store, UsageGroup, UsageSums } from '../store/store.ts';
import { createWatched } from '../watched.ts';
import type { Budgets } from './budgets.ts';
import { createCalendar } from './calendar.ts';
import { csvHeader, csvLine } from './usage-csv.ts';

interface Period {
  readonly from: number;
  readonly to: number;
}

/** What requests took and cost, out of the store. */
export interface Usage {
  summary(
    wish: Period & {
      readonly by: 'day' | 'model' | 'conversation' | 'provider';
      readonly timeZone: string;
    },
  ): Promise<UsageRow[]>;
  totals(period: Period): Promise<UsageTotals>;
  exportCsv(period: Period): AsyncGenerator<string, void, void>;
  budget(): Budget;
  watch(signal: AbortSignal): AsyncGenerator<UsageNews, void, void>;
  /** Keeps what is known of an attempt: in the budget at once, in the store when it can. */
  record(attempt: Attempt): void;
  /** A limit or what is held back was changed. */
  refresh(): void;
}

export interface UsageNews {
  readonly budget: Budget;
  readonly recorded: number;
}

export interface UsageOptions {
  readonly store: Pick<
    Store,
    | 'recordAttempt'
    | 'attempts'
    | 'usageTotals'
    | 'usageGroups'
    | 'usageBetween'
    | 'firstAttemptSince'
  >;
  readonly budgets: Budgets;
  readonly names: {
    provider(id: string): string | undefined;
    model(ref: { provider: string; model: string }): string | undefined;
    server(id: string): string | undefined;
  };
  readonly clock: Clock;
  readonly onUnsaved: (error: unknown) => void;
}

/** More than a page shows of models, conversations or providers. */
const maxGroups = 1000;
/** Ten years, should somebody's clock have been far off when the first request was made. */
const maxDays = 3660;
const attemptsAtOnce = 500;

export function createUsage({ store, budgets, names, clock, onUnsaved }: UsageOptions): Usage {
  const news = createWatched<{ readonly recorded: number }>({ recorded: 0 });

  async function byDay({ from, to }: Period, timeZone: string): Promise<UsageRow[]> {
    const calendar = createCalendar(timeZone);
    const first = await store.firstAttemptSince(from);
    const end = Math.min(to, clock.now() + 1);
    if (first === null || first >= end) return [];
    const edges = [Math.max(from, calendar.startOfDay(first))];
    for (let day = 0; day < maxDays; day++) {
      const next = calendar.startOfNextDay(edges.at(-1) ?? first);
      edges.push(Math.min(next, end));
      if (next >= end) break;
    }
    const sums = await store.usageBetween(edges);
    return sums.map((of, index) => {
      const date = calendar.dateOf(edges[index] ?? first);
      return { key: date, label: date, ...toTotals(of) };
    });
  }

  async function* csvPages({ from, to }: Period): AsyncGenerator<string[], void, void> {
    yield [csvHeader];
    for (let after: string | undefined; ;) {
      const page = await store.attempts({ from, to, after, limit: attemptsAtOnce });
      yield page.attempts.map((attempt) =>
        csvLine(attempt, names.provider(attempt.provider) ?? ''),
      );
      if (page.nextAfter === null) return;
      after = page.nextAfter;
    }
  }

  function toRow({ provider, model, conversationId, title, sums }: UsageGroup): UsageRow {
    const totals = toTotals(sums);
    if (provider === null) {
      const server = serverThatAsked(conversationId ?? '');
      const label = server === undefined ? title : names.server(server);
      return { key: conversationId ?? '', label: label ?? '', ...totals };
    }
    const providerName = names.provider(provider);
    if (model === null) return { key: provider, label: providerName ?? '', ...totals };
    const row = { key: `${provider}/${model}`, label: names.model({ provider, model }) ?? '' };
    return { ...row, ...(providerName === undefined ? {} : { providerName }), ...totals };
  }

  return {
    async summary({ from, to, by, timeZone }) {
      if (by === 'day') return byDay({ from, to }, timeZone);
      const groups = await store.usageGroups({ from, to, by, limit: maxGroups });
      return groups.map(toRow);
    },
    totals: async ({ from, to }) => toTotals(await store.usageTotals({ from, to })),
    exportCsv: (period) => inChunks(csvPages(period)),
    budget: () => budgets.get(),
    async *watch(signal) {
      // The budget as it is when it is told: a day may have ended since the last request.
      for await (const { recorded } of news.watch(signal))
        yield { budget: budgets.get(), recorded };
    },
    record(attempt) {
      budgets.record(attempt);
      // A lost record costs a line in the statistics, never the answer.
      void store
        .recordAttempt(attempt)
        .catch(onUnsaved)
        .then(() => news.set({ recorded: news.get().recorded + 1 }));
    },
    refresh: () => news.set({ ...news.get() }),
  };
}

function toTotals({ costNanoUsd, ...sums }: UsageSums): UsageTotals {
  return { ...sums, costUsd: costNanoUsd === null ? null : costNanoUsd / 1e9 };
}
