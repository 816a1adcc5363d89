import { implement } from '@orpc/server';
import { contract } from '../shared/contract/index.ts';
import type { AttachResources } from './chat/attach-resources.ts';
import type { Chat } from './chat/chat.ts';
import type { ContextMeter } from './chat/context-meter.ts';
import type { Conversations } from './chat/conversations.ts';
import type { FillPrompt } from './chat/fill-prompt.ts';
import type { Desktop } from './host.ts';
import type { DataManager } from './manage-data.ts';
import type { CustomProviderManager } from './manage-custom-providers.ts';
import type { ProviderManager } from './manage-providers.ts';
import type { ToolManager } from './manage-tools.ts';
import type { Notices } from './notices.ts';
import type { ResultReader } from './create-result-reader.ts';
import type { Registry } from './providers/registry.ts';
import type { SettingsStore } from './settings/settings.ts';
import type { Status } from './status/status.ts';
import type { McpHost } from './tools/mcp/host/mcp-host.ts';
import type { Usage } from './usage/usage.ts';

export interface RouterOptions {
  readonly version: string;
  readonly dataDir: string;
  readonly notices: Notices;
  readonly chat: Chat;
  readonly measureContext: ContextMeter;
  readonly conversations: Conversations;
  readonly registry: Registry;
  readonly settings: SettingsStore;
  readonly manager: ProviderManager;
  readonly customProviders: CustomProviderManager;
  readonly mcp: McpHost;
  readonly attachResources: AttachResources;
  readonly fillPrompt: FillPrompt;
  readonly toolManager: ToolManager;
  readonly status: Status;
  readonly usage: Usage;
  readonly report: (format: 'json' | 'markdown') => Promise<string>;
  readonly desktop: Desktop;
  readonly data: DataManager;
  readonly readResult: ResultReader;
}

/** Every method of the contract, each one line to the part that does it. */
export function createRouter({
  version,
  dataDir,
  notices,
  chat,
  measureContext,
  conversations,
  registry,
  settings,
  manager,
  customProviders,
  mcp,
  attachResources,
  fillPrompt,
  toolManager,
  status,
  usage,
  report,
  desktop,
  data,
  readResult,
}: RouterOptions) {
  const os = implement(contract);
  return os.router({
    app: {
      info: os.app.info.handler(() => ({ version, dataDir, notices: notices.list() })),
      dismissNotice: os.app.dismissNotice.handler(({ input }) => notices.dismiss(input.id)),
      watchNotices: os.app.watchNotices.handler(({ signal }) => notices.watch(lasting(signal))),
    },
    chat: {
      send: os.chat.send.handler(({ input }) => chat.send(input)),
      stop: os.chat.stop.handler(async ({ input }) => ({
        stopped: await chat.stop(input.conversationId),
      })),
      edit: os.chat.edit.handler(({ input }) => chat.edit(input)),
      retry: os.chat.retry.handler(({ input }) => chat.retry(input)),
      continue: os.chat.continue.handler(({ input }) => chat.continue(input)),
      context: os.chat.context.handler(({ input, signal }) =>
        measureContext(input, lasting(signal)),
      ),
      watch: os.chat.watch.handler(({ input, signal }) =>
        chat.watch({
          conversationId: input.conversationId,
          after: input.after,
          signal: lasting(signal),
        }),
      ),
    },
    conversations: {
      list: os.conversations.list.handler(({ input }) => conversations.list(input)),
      get: os.conversations.get.handler(({ input }) => conversations.get(input.id)),
      update: os.conversations.update.handler(({ input }) => conversations.update(input)),
      delete: os.conversations.delete.handler(({ input }) => conversations.delete(input.id)),
      restore: os.conversations.restore.handler(({ input }) => conversations.restore(input.id)),
      select: os.conversations.select.handler(({ input }) => conversations.select(input)),
      messages: os.conversations.messages.handler(({ input }) => conversations.messages(input)),
      export: os.conversations.export.handler(({ input }) => conversations.export(input)),
      watch: os.conversations.watch.handler(({ signal }) => conversations.watch(lasting(signal))),
      getDraft: os.conversations.getDraft.handler(({ input }) => conversations.getDraft(input.key)),
      setDraft: os.conversations.setDraft.handler(({ input }) =>
        conversations.setDraft(input.key, input.text),
      ),
      detach: os.conversations.detach.handler(({ input }) => conversations.detach(input.id)),
    },
    data: {
      backups: os.data.backups.handler(() => data.backups()),
      backUp: os.data.backUp.handler(() => data.backUp()),
      restore: os.data.restore.handler(({ input }) => data.restore(input.id)),
      folder: os.data.folder.handler(() => data.folder()),
      clearCache: os.data.clearCache.handler(({ input }) => data.clearCache(input.conversationId)),
    },
    desktop: {
      shortcut: os.desktop.shortcut.handler(() => desktop.shortcut()),
      setShortcut: os.desktop.setShortcut.handler(({ input: { accelerator } }) => {
        settings.update({ quickPrompt: { shortcut: accelerator } });
        return desktop.setShortcut(accelerator);
      }),
      hideQuickPrompt: os.desktop.hideQuickPrompt.handler(() => desktop.hideQuickPrompt()),
      showConversation: os.desktop.showConversation.handler(({ input }) =>
        desktop.showConversation(input.conversationId),
      ),
      watch: os.desktop.watch.handler(({ signal }) => desktop.watch(lasting(signal))),
    },
    mcpBundles: {
      begin: os.mcpBundles.begin.handler(async ({ input }) => ({
        upload: await mcp.bundles.begin(input.bytes),
      })),
      append: os.mcpBundles.append.handler(({ input }) =>
        mcp.bundles.append(input.upload, input.at, Buffer.from(input.piece, 'base64')),
      ),
      look: os.mcpBundles.look.handler(({ input }) => mcp.bundles.look(input.upload)),
      add: os.mcpBundles.add.handler(async ({ input }) => ({
        server: await mcp.bundles.add(input.upload, input.inputs, input.secrets),
      })),
      drop: os.mcpBundles.drop.handler(({ input }) => mcp.bundles.drop(input.upload)),
    },
    mcp: {
      servers: os.mcp.servers.handler(() => ({ servers: mcp.servers() })),
      watch: os.mcp.watch.handler(({ input, signal }) =>
        mcp.watch({ after: input.after, signal: lasting(signal) }),
      ),
      add: os.mcp.add.handler(async ({ input }) => ({
        server: await mcp.add(input.config, input.secrets),
      })),
      update: os.mcp.update.handler(({ input }) =>
        mcp.update(input.server, input.config, input.secrets, input.from),
      ),
      remove: os.mcp.remove.handler(({ input }) => mcp.remove(input.server)),
      import: os.mcp.import.handler(({ input }) => mcp.import(input.text, input.from)),
      export: os.mcp.export.handler(({ input }) => ({ text: mcp.export(input.format) })),
      suggested: os.mcp.suggested.handler(() => ({ servers: mcp.suggested() })),
      consent: os.mcp.consent.handler(({ input }) => mcp.consent(input.server)),
      allow: os.mcp.allow.handler(({ input }) => mcp.allow(input.server, input.hash)),
      setEnabled: os.mcp.setEnabled.handler(({ input }) =>
        mcp.setEnabled(input.server, input.enabled),
      ),
      setTrusted: os.mcp.setTrusted.handler(({ input }) =>
        mcp.setTrusted(input.server, input.trusted),
      ),
      grantFolder: os.mcp.grantFolder.handler(({ input }) =>
        mcp.grantFolder(input.server, input.folder),
      ),
      withdrawFolder: os.mcp.withdrawFolder.handler(({ input }) =>
        mcp.withdrawFolder(input.server, input.folder),
      ),
      setSampling: os.mcp.setSampling.handler(({ input }) =>
        mcp.setSampling(input.server, input.sampling),
      ),
      logging: os.mcp.logging.handler(({ input }) => ({
        available: mcp.hasLogging(input.server),
      })),
      setLogLevel: os.mcp.setLogLevel.handler(({ input }) =>
        mcp.setLogLevel(input.server, input.level),
      ),
      start: os.mcp.start.handler(({ input }) => mcp.start(input.server)),
      stop: os.mcp.stop.handler(({ input }) => mcp.stop(input.server)),
      restart: os.mcp.restart.handler(({ input }) => mcp.restart(input.server)),
      tools: os.mcp.tools.handler(async ({ input }) => ({ tools: await mcp.tools(input.server) })),
      acceptTool: os.mcp.acceptTool.handler(({ input }) =>
        mcp.acceptTool(input.server, input.tool, input.hash),
      ),
      questions: os.mcp.questions.handler(() => ({ questions: mcp.questions() })),
      answer: os.mcp.answer.handler(({ input }) => mcp.answer(input.id, input.answer)),
      prompts: os.mcp.prompts.handler(() => ({ prompts: mcp.prompts() })),
      serverPrompts: os.mcp.serverPrompts.handler(({ input }) => mcp.serverPrompts(input.server)),
      prompt: os.mcp.prompt.handler(({ input, signal }) => fillPrompt(input, lasting(signal))),
      complete: os.mcp.complete.handler(({ input, signal }) =>
        mcp.complete(input, lasting(signal)),
      ),
      resourceServers: os.mcp.resourceServers.handler(() => ({ servers: mcp.resourceServers() })),
      resources: os.mcp.resources.handler(({ input, signal }) =>
        mcp.resources(input, lasting(signal)),
      ),
      resourceTemplates: os.mcp.resourceTemplates.handler(({ input, signal }) =>
        mcp.resourceTemplates(input.server, lasting(signal)),
      ),
      previewResource: os.mcp.previewResource.handler(async ({ input, signal }) => ({
        resource: await attachResources.preview(input, lasting(signal)),
      })),
      attachResource: os.mcp.attachResource.handler(async ({ input, signal }) => ({
        resource: await attachResources.attach(input, lasting(signal)),
      })),
      followResource: os.mcp.followResource.handler(({ input, signal }) =>
        mcp.followResource(input.server, input.uri, lasting(signal)),
      ),
      unfollowResource: os.mcp.unfollowResource.handler(({ input }) =>
        mcp.unfollowResource(input.server, input.uri),
      ),
      followedResources: os.mcp.followedResources.handler(() => ({
        resources: mcp.followedResources(),
      })),
      signIns: os.mcp.signIns.handler(() => ({ signIns: mcp.signIns() })),
      beginSignIn: os.mcp.beginSignIn.handler(({ input }) => mcp.beginSignIn(input.server)),
      cancelSignIn: os.mcp.cancelSignIn.handler(({ input }) => mcp.cancelSignIn(input.server)),
      signOut: os.mcp.signOut.handler(async ({ input }) => ({
        told: await mcp.signOut(input.server),
      })),
      log: os.mcp.log.handler(({ input }) => mcp.log(input.server, input.after, input.limit)),
    },
    providers: {
      list: os.providers.list.handler(async () => {
        await registry.lookAround();
        return {
          providers: registry.list(),
          keyPlaces: manager.keyPlaces,
          defaultModel: registry.defaultModel(),
        };
      }),
      watchKeys: os.providers.watchKeys.handler(({ signal }) => manager.watchKeys(lasting(signal))),
      models: os.providers.models.handler(async ({ input, signal }) => {
        const list = await registry.models({ refresh: input.refresh, signal: lasting(signal) });
        return { ...list, defaultModel: registry.defaultModel() };
      }),
      addCustom: os.providers.addCustom.handler(({ input }) => customProviders.add(input)),
      updateCustom: os.providers.updateCustom.handler(({ input }) => customProviders.update(input)),
      removeCustom: os.providers.removeCustom.handler(({ input }) =>
        customProviders.remove(input.id),
      ),
      check: os.providers.check.handler(({ input, signal }) =>
        manager.check(input, lasting(signal)),
      ),
      setKey: os.providers.setKey.handler(({ input }) => manager.setKey(input)),
      removeKey: os.providers.removeKey.handler(({ input }) =>
        manager.removeKey(input.provider, input.id),
      ),
    },
    results: {
      read: os.results.read.handler(({ input }) => readResult(input)),
    },
    settings: {
      get: os.settings.get.handler(() => settings.get()),
      watch: os.settings.watch.handler(({ signal }) => settings.watch(lasting(signal))),
      update: os.settings.update.handler(({ input }) => manager.updateSettings(input)),
    },
    status: {
      get: os.status.get.handler(() => status.get()),
      watch: os.status.watch.handler(({ signal }) => status.watch(lasting(signal))),
      report: os.status.report.handler(async ({ input }) => ({ text: await report(input.format) })),
    },
    tools: {
      list: os.tools.list.handler(async () => ({ tools: await toolManager.list() })),
      setRule: os.tools.setRule.handler(({ input }) => toolManager.setRule(input.tool, input.rule)),
      decide: os.tools.decide.handler(({ input }) => toolManager.decide(input, input.answer)),
      revoke: os.tools.revoke.handler(({ input }) =>
        toolManager.revoke(input.conversationId, input.tool),
      ),
      decisions: os.tools.decisions.handler(({ input }) => toolManager.decisions(input)),
    },
    usage: {
      summary: os.usage.summary.handler(({ input }) => usage.summary(input)),
      totals: os.usage.totals.handler(({ input }) => usage.totals(input)),
      exportCsv: os.usage.exportCsv.handler(({ input }) => usage.exportCsv(input)),
      budget: os.usage.budget.handler(() => usage.budget()),
      watch: os.usage.watch.handler(({ signal }) => usage.watch(lasting(signal))),
    },
  });
}

/** In process a call may come without a signal: then it lasts. */
function lasting(signal: AbortSignal | undefined): AbortSignal {
  return signal ?? new AbortController().signal;
}
