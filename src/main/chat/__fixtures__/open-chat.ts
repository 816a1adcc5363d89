import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../shared/clock.ts';
import { applyUpdate } from '../../../shared/chat/chat-view.ts';
import type { ChatView } from '../../../shared/chat/chat-view.ts';
import type { Model } from '../../../shared/contract/providers.ts';
import type { ToolRule } from '../../../shared/tool-rules.ts';
import type { Log } from '../../host.ts';
import { openStore } from '../../store/open-store.ts';
import startStoreWorker from '../../store/__fixtures__/start-store-worker.ts';
import type { Store } from '../../store/store.ts';
import { calculate } from '../../tools/calculate.ts';
import type { Tool } from '../../tools/tool.ts';
import { createTools } from '../../tools/tools.ts';
import type { Tools } from '../../tools/tools.ts';
import { createApprovals } from '../approvals.ts';
import { createSentTools } from '../choose-tools.ts';
import { createChat } from '../chat.ts';
import { createConversations } from '../conversations.ts';
import { createFeeds } from '../feeds.ts';
import { createJournal } from '../journal.ts';
import { createTurns } from '../turns.ts';
import { createScriptedProvider } from './scripted-provider.ts';

/** Can some of what a person can choose, and not all. */
const scriptedModel: Model = {
  provider: 'scripted',
  id: 'one',
  name: 'One',
  maxOutputTokens: 1000,
  abilities: {
    tools: true,
    reasoning: true,
    images: false,
    pdf: false,
    efforts: ['low', 'high'],
    temperature: true,
  },
};

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** The chat over a real store in a folder of its own, with a provider the test plays. */
export async function openChat(
  options: {
    dataDir?: string;
    wrapStore?: (store: Store) => Store;
    /** Instead of the usual ones. */
    tools?: (store: Store) => readonly Tool[];
    makeTools?: () => Tools;
    toolRules?: () => Readonly<Record<string, ToolRule>>;
  } = {},
) {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'tina-chat-')));
  const opened = await openStore({
    dataDir,
    log: silentLog,
    createWorker: startStoreWorker,
  });
  const store = options.wrapStore?.(opened) ?? opened;
  const provider = createScriptedProvider();
  const feeds = createFeeds();
  const unsaved: unknown[] = [];
  const onUnsaved = (error: unknown) => void unsaved.push(error);
  const journal = createJournal({
    append: (entries) => store.appendJournal(entries),
    clock: systemClock,
    onError: onUnsaved,
  });
  const turns = createTurns({
    store,
    journal,
    feeds,
    clock: systemClock,
    log: silentLog,
    onUnsaved,
  });
  const approvals = createApprovals();
  const tools = options.makeTools?.() ?? createTools(options.tools?.(store) ?? [calculate]);
  const chat = createChat({
    store,
    turns,
    feeds,
    tools,
    sentTools: createSentTools(),
    approvals,
    toolRules: options.toolRules ?? (() => ({})),
    clock: systemClock,
    providers: {
      defaultModel: () => ({ provider: 'scripted', model: 'one' }),
      knownModel: ({ model }) => (model === 'listed-live' ? undefined : scriptedModel),
      model: () => Promise.resolve(scriptedModel),
      get: () => Promise.resolve(provider),
    },
    defaultSystemPrompt: () => 'the default instructions',
    onUnsaved,
  });
  const conversations = createConversations({ store, turns, feeds, clock: systemClock });

  return {
    dataDir,
    store,
    provider,
    chat,
    conversations,
    approvals,
    tools,
    feeds,
    turns,
    journal,
    unsaved,
    report: opened.report,
    /** Watches until `done` holds of the view, and returns it. */
    async until(
      conversationId: string,
      done: (view: ChatView) => boolean,
      after?: ChatView,
    ): Promise<ChatView> {
      const controller = new AbortController();
      let view: ChatView | null = after ?? null;
      const updates = chat.watch({
        conversationId,
        after: after?.cursor,
        signal: controller.signal,
      });
      for await (const update of updates) {
        view = applyUpdate(view, update);
        if (view === null) throw new Error('there is a gap in the events');
        if (done(view)) return view;
      }
      throw new Error('the watch ended');
    },
    async close(): Promise<void> {
      await turns.close();
      feeds.close();
      await store.close();
    },
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}
