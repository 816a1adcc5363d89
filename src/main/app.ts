import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import type { Worker, WorkerOptions } from 'node:worker_threads';
import { v7 as uuidv7 } from 'uuid';
import { systemClock } from '../shared/clock.ts';
import type { Clock } from '../shared/clock.ts';
import { AppError } from '../shared/errors.ts';
import { createAttachResources } from './chat/attach-resources.ts';
import { createApprovals } from './chat/approvals.ts';
import { createSentTools } from './chat/choose-tools.ts';
import { createChat } from './chat/chat.ts';
import { createContextMeter } from './chat/context-meter.ts';
import { createConversations } from './chat/conversations.ts';
import { createFillPrompt } from './chat/fill-prompt.ts';
import { createFeeds } from './chat/feeds.ts';
import { createJournal } from './chat/journal.ts';
import { createTurns } from './chat/turns.ts';
import type { Host } from './host.ts';
import { createResultReader } from './create-result-reader.ts';
import { followSettings } from './follow-settings.ts';
import { keepHouse } from './keep-house.ts';
import { logAttempt } from './log-attempt.ts';
import { createCustomProviderManager } from './manage-custom-providers.ts';
import { createDataManager } from './manage-data.ts';
import { createProviderManager } from './manage-providers.ts';
import { createToolManager } from './manage-tools.ts';
import { createNotices } from './notices.ts';
import { createHeaderSecrets } from './providers/provider-headers.ts';
import { createProviderKeys } from './providers/provider-keys.ts';
import { createRegistry } from './providers/registry.ts';
import { makeReport } from './report/report.ts';
import { createResponseCache } from './response-cache.ts';
import { createRouter } from './router.ts';
import { sampleForServers } from './sample-for-servers.ts';
import { sayReport } from './say-report.ts';
import { sayWhenFull } from './say-when-full.ts';
import { createSettings } from './settings/settings.ts';
import { createStatus } from './status/status.ts';
import { openStore } from './store/open-store.ts';
import { calculate } from './tools/calculate.ts';
import { currentTime } from './tools/current-time.ts';
import { createMcpHost } from './tools/mcp/host/mcp-host.ts';
import { readResult } from './tools/read-result.ts';
import type { Tool } from './tools/tool.ts';
import { createTools } from './tools/tools.ts';
import { createBudgets } from './usage/budgets.ts';
import { spentSince } from './usage/cost-ledger.ts';
import { createUsage } from './usage/usage.ts';

/** What the health of a provider is judged by. */
const healthMs = 24 * 60 * 60 * 1000;
const healthAttempts = 100;

export interface AppOptions {
  readonly version: string;
  /** The bundler decides where a worker's code is, so the door makes it. */
  readonly createStoreWorker: (options: WorkerOptions) => Worker;
  readonly clock?: Clock;
}

/** Builds the parts in order. Throws an AppError (`database-newer`, `storage-failed`) if it cannot. */
export async function createApp(
  host: Host,
  { version, createStoreWorker, clock = systemClock }: AppOptions,
) {
  const { log } = host;
  const notices = createNotices(clock);
  const settings = createSettings(host.settings);
  const store = sayWhenFull(
    await openStore({ dataDir: host.dataDir, log, createWorker: createStoreWorker }),
    notices,
  );
  sayReport({ notices, report: store.report, settings, host });

  // What failed was logged where it happened, once; here it would be said with every try.
  const onUnsaved = (error: unknown) =>
    log.debug({ code: error instanceof AppError ? error.code : 'internal' }, 'not saved yet');
  const feeds = createFeeds();
  const journal = createJournal({
    append: (entries) => store.appendJournal(entries),
    clock,
    onError: onUnsaved,
  });
  const turns = createTurns({ store, journal, feeds, clock, log, onUnsaved });
  const keys = createProviderKeys(host.secrets);
  const headers = createHeaderSecrets(host.secrets);
  const budgets = createBudgets({
    settings: () => settings.get().budgets,
    priceOf: (ref) => registry.priceOf(ref),
    maxOutputOf: (ref) => registry.knownModel(ref)?.maxOutputTokens,
    clock,
    onReserved: () => usage.refresh(),
    spent: await store.costs(spentSince(clock)),
  });
  const usage = createUsage({
    store,
    budgets,
    names: {
      provider: (id) =>
        [...registry.list(), ...settings.get().removedProviders].find((one) => one.id === id)?.name,
      model: (ref) => registry.knownModel(ref)?.name,
      server: (id) => mcp.servers().find((server) => server.id === id)?.name,
    },
    clock,
    onUnsaved,
  });
  const registry = createRegistry({
    settings: () => settings.get(),
    environment: host.environment,
    storedKeys: (provider) => keys.all(provider),
    storedHeaders: (provider) => headers.get(provider),
    record(attempt) {
      usage.record({ id: uuidv7(), ...attempt });
      logAttempt(attempt, log);
    },
    budget: budgets,
    cache: createResponseCache({ store, settings: () => settings.get().cache, clock }),
    clock,
    log,
  });
  store
    .recentAttempts({ from: clock.now() - healthMs, limit: healthAttempts })
    .then(registry.seedHealth)
    .catch(onUnsaved);
  const status = createStatus({ registry, clock });
  const ended = new AbortController();
  void followSettings({
    settings,
    onBudgets: usage.refresh,
    onCacheOff: () => void store.clearCache(null).catch(onUnsaved),
    signal: ended.signal,
  });
  const mcp = createMcpHost({
    dataDir: host.dataDir,
    platform: process.platform,
    environment: host.environment,
    home: homedir(),
    spawn,
    secrets: host.secrets,
    version,
    clock,
    random: Math.random,
    log,
    models: sampleForServers(registry),
    forgetAllowed: (server) => toolManager.forgetAllowed(server),
    saveArtifact: (artifact) => store.putArtifact({ ...artifact, at: clock.now() }),
    loadCounting: async () => (await import('./providers/tokens/request-tokens.ts')).toolTokens,
  });
  // Each tool parses what it is given with its own schema before `run` sees it.
  const tools = createTools(
    [
      currentTime(clock),
      calculate,
      readResult((wish) => store.readArtifact(wish)),
    ] as readonly Tool[],
    mcp,
  );
  const sentTools = createSentTools();
  const approvals = createApprovals();
  const toolRules = () => settings.get().toolRules;
  const chat = createChat({
    store,
    turns,
    feeds,
    tools,
    sentTools,
    approvals,
    toolRules,
    clock,
    providers: registry,
    defaultSystemPrompt: () => settings.get().systemPrompt,
    onUnsaved,
  });
  const measureContext = createContextMeter({
    store,
    tools,
    sentTools,
    toolRules,
    providers: registry,
    defaultSystemPrompt: () => settings.get().systemPrompt,
  });
  const conversations = createConversations({ store, turns, feeds, clock });
  const toolManager = createToolManager({ tools, approvals, settings, store, conversations });
  const house = keepHouse({ store, clock, notices, log });
  const router = createRouter({
    version,
    dataDir: host.dataDir,
    notices,
    chat,
    measureContext,
    conversations,
    registry,
    settings,
    manager: createProviderManager({ registry, keys, settings, secrets: host.secrets }),
    customProviders: createCustomProviderManager({
      registry,
      keys,
      headers,
      settings,
      secrets: host.secrets,
    }),
    mcp,
    attachResources: createAttachResources({ mcp, store, clock }),
    fillPrompt: createFillPrompt({ mcp, store, clock }),
    toolManager,
    status,
    usage,
    report: (format) =>
      makeReport(
        {
          version,
          registry,
          status,
          store,
          usage,
          settings: () => settings.get(),
          secrets: host.secrets,
          notices: () => notices.list().length,
          clock,
        },
        format,
      ),
    desktop: host.desktop,
    readResult: createResultReader(store),
    data: createDataManager({ store, turns, feeds, notices, clock, dataDir: host.dataDir }),
  });

  return {
    router,
    /** For the doors: what tools gave that is no text goes to the page without the bridge. */
    artifact: (id: string) => store.getArtifact(id),
    /** Ends turns as interrupted, puts everything on disk and lets go. */
    async dispose(): Promise<void> {
      house.stop();
      ended.abort();
      const serversEnded = mcp.close();
      await turns.close();
      feeds.close();
      await registry.dispose();
      // A server that does not want to end takes seconds, and its results are nobody's any more.
      await Promise.all([store.close(), serversEnded]);
    },
  };
}
