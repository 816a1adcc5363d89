import { performance } from 'node:perf_hooks';
import type { Clock } from '../../shared/clock.ts';
import type { Budget, UsageTotals } from '../../shared/contract/usage.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import type { KeyPlace } from '../host.ts';
import { catalogueDate } from '../providers/catalogue/catalogue.ts';
import type { Registry } from '../providers/registry.ts';
import type { Status } from '../status/status.ts';
import type { OutcomeCount, Store } from '../store/store.ts';

/** A part of the report: figures by name, and tables of them. Never a secret, an address or a word that was said. */
export interface ReportPart {
  readonly title: string;
  readonly figures: Readonly<Record<string, Figure>>;
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, Figure>>[]>>;
}

export type Figure = string | number | boolean | null;

export interface ReportFacts {
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly parts: readonly ReportPart[];
}

export interface ReportSources {
  readonly version: string;
  readonly registry: Pick<Registry, 'list' | 'knownModels'>;
  readonly status: Pick<Status, 'get'>;
  readonly store: Pick<Store, 'outcomes'>;
  readonly usage: {
    totals(period: { from: number; to: number }): Promise<UsageTotals>;
    budget(): Budget;
  };
  readonly settings: () => Settings;
  readonly secrets: { readonly places: readonly KeyPlace[]; readonly unreadable: boolean };
  readonly notices: () => number;
  readonly clock: Clock;
}

const dayMs = 24 * 60 * 60 * 1000;

/** The six parts in their order, with the values of this moment. */
export async function gatherFacts(sources: ReportSources): Promise<ReportFacts> {
  const now = sources.clock.now();
  const outcomes = await sources.store.outcomes({ from: now - dayMs, to: now + 1 });
  return {
    version: sources.version,
    madeAt: new Date(now).toISOString(),
    parts: [
      providersPart(sources),
      mcpPart,
      streamingPart(sources, outcomes),
      performancePart(sources),
      securityPart(sources),
      await monitoringPart(sources, now),
    ],
  };
}

function providersPart({ registry, status }: ReportSources): ReportPart {
  const infos = new Map(registry.list().map((info) => [info.id, info]));
  const { models } = registry.knownModels();
  const statuses = status.get();
  return {
    title: 'Provider implementations',
    figures: {
      providers: statuses.length,
      ready: statuses.filter(({ state }) => state === 'ready').length,
      models: models.length,
      modelsWithPrice: models.filter(({ price }) => price !== undefined).length,
      pricesAsOf: catalogueDate,
    },
    tables: {
      providers: statuses.map(({ id, name, state, models: of }) => ({
        id,
        name,
        kind: infos.get(id)?.kind ?? null,
        state,
        models: of.count,
        modelsFrom: of.source,
      })),
    },
  };
}

const mcpPart: ReportPart = {
  title: 'MCP integration',
  figures: { servers: 0, note: 'No MCP servers: not part of this version.' },
  tables: {},
};

function streamingPart(
  { status, settings }: ReportSources,
  outcomes: readonly OutcomeCount[],
): ReportPart {
  const { streamTimeouts, retry } = settings();
  return {
    title: 'Streaming',
    figures: {
      connectSeconds: streamTimeouts.connectSeconds,
      stalledAfterSeconds: streamTimeouts.stalledAfterSeconds,
      idleSeconds: streamTimeouts.idleSeconds,
      attemptsPerRequest: retry.attempts,
      queuedNow: status.get().reduce((sum, { queued }) => sum + queued, 0),
    },
    tables: {
      outcomesOfLastDay: outcomes.map(({ outcome, requests }) => ({ outcome, requests })),
    },
  };
}

function performancePart({ status }: ReportSources): ReportPart {
  const { rss, heapUsed } = process.memoryUsage();
  const { utilization } = performance.eventLoopUtilization();
  return {
    title: 'Performance',
    figures: {
      uptimeSeconds: Math.round(process.uptime()),
      residentMegabytes: toMegabytes(rss),
      heapMegabytes: toMegabytes(heapUsed),
      eventLoopUtilization: Math.round(utilization * 1000) / 1000,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
    },
    tables: {
      latencyMs: status.get().flatMap(({ id, latency, attempts }) =>
        latency === null
          ? []
          : [
              {
                provider: id,
                requests: attempts,
                firstByteP50: Math.round(latency.firstByteP50),
                firstByteP95: Math.round(latency.firstByteP95),
                totalP50: Math.round(latency.totalP50),
                totalP95: Math.round(latency.totalP95),
              },
            ],
      ),
    },
  };
}

function securityPart({ registry, secrets, settings }: ReportSources): ReportPart {
  const keys = registry.list().flatMap(({ keys: of }) => of.filter(({ set }) => set));
  const places = Map.groupBy(keys, ({ place }) => place ?? 'unknown');
  return {
    title: 'Security',
    figures: {
      keys: keys.length,
      keysUnreadable: secrets.unreadable,
      safestPlaceForKeys: secrets.places[0] ?? null,
      answersKept: settings().cache.enabled,
      logsCarryContent: false,
    },
    tables: {
      keysByPlace: [...places].map(([place, { length }]) => ({ place, keys: length })),
    },
  };
}

async function monitoringPart(
  { status, usage, notices }: ReportSources,
  now: number,
): Promise<ReportPart> {
  const to = now + 1;
  const [day, week] = await Promise.all([
    usage.totals({ from: now - dayMs, to }),
    usage.totals({ from: now - 7 * dayMs, to }),
  ]);
  const budget = usage.budget();
  return {
    title: 'Monitoring',
    figures: {
      noticesOpen: notices(),
      budgetOfDay: budget.day.limit === null ? 'none' : budget.day.state,
      budgetOfMonth: budget.month.limit === null ? 'none' : budget.month.state,
    },
    tables: {
      usage: [
        { period: 'last 24 hours', ...day },
        { period: 'last 7 days', ...week },
      ],
      health: status.get().map(({ id, state, attempts, errorRate, lastError, breaker, keys }) => ({
        provider: id,
        state,
        requests: attempts,
        errorRate: Math.round(errorRate * 1000) / 1000,
        lastError: lastError?.code ?? null,
        breaker: breaker.state,
        keysAside: keys.filter(({ asideUntil }) => asideUntil !== null).length,
      })),
    },
  };
}

function toMegabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
