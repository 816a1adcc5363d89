import { implement } from '@orpc/server';
import { contract } from '../shared/contract/index.ts';
import { AppError, toWire } from '../shared/errors.ts';
import type { Chat } from './chat/chat.ts';
import type { Conversations } from './chat/conversations.ts';
import type { Host } from './host.ts';
import type { Notices } from './notices.ts';
import type { ProviderKeys } from './provider-keys.ts';
import { assertBaseUrlAllowed } from './providers/base-url.ts';
import type { Registry } from './providers/registry.ts';
import type { SettingsStore } from './settings/settings.ts';

export interface RouterOptions {
  readonly version: string;
  readonly notices: Notices;
  readonly chat: Chat;
  readonly conversations: Conversations;
  readonly registry: Registry;
  readonly settings: SettingsStore;
  readonly keys: ProviderKeys;
  readonly secrets: Pick<Host['secrets'], 'places' | 'hide'>;
}

/** Every method of the contract, each one line to the part that does it. */
export function createRouter({
  version,
  notices,
  chat,
  conversations,
  registry,
  settings,
  keys,
  secrets,
}: RouterOptions) {
  const os = implement(contract);
  return os.router({
    app: {
      info: os.app.info.handler(() => ({ version, notices: notices.list() })),
      dismissNotice: os.app.dismissNotice.handler(({ input }) => notices.dismiss(input.id)),
      watchNotices: os.app.watchNotices.handler(({ signal }) => notices.watch(lasting(signal))),
    },
    chat: {
      send: os.chat.send.handler(({ input }) => chat.send(input)),
      stop: os.chat.stop.handler(async ({ input }) => ({
        stopped: await chat.stop(input.conversationId),
      })),
      retry: os.chat.retry.handler(({ input }) => chat.retry(input)),
      continue: os.chat.continue.handler(({ input }) => chat.continue(input)),
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
      messages: os.conversations.messages.handler(({ input }) => conversations.messages(input)),
      watch: os.conversations.watch.handler(({ signal }) => conversations.watch(lasting(signal))),
      getDraft: os.conversations.getDraft.handler(async ({ input }) => ({
        text: await conversations.getDraft(input.key),
      })),
      setDraft: os.conversations.setDraft.handler(({ input }) =>
        conversations.setDraft(input.key, input.text),
      ),
    },
    providers: {
      list: os.providers.list.handler(() => ({
        providers: registry.list(),
        keyPlaces: secrets.places,
        defaultModel: registry.defaultModel(),
      })),
      models: os.providers.models.handler(({ input, signal }) =>
        registry.models({ refresh: input.refresh, signal: lasting(signal) }),
      ),
      check: os.providers.check.handler(async ({ input, signal }) => {
        if (input.key !== undefined) secrets.hide(input.key);
        try {
          await registry.check(input.provider, input, lasting(signal));
          return { ok: true };
        } catch (error) {
          if (error instanceof AppError) return { ok: false, error: toWire(error) };
          throw error;
        }
      }),
      setKey: os.providers.setKey.handler(async ({ input }) => {
        if (!secrets.places.includes(input.place)) {
          throw new AppError('invalid-input', 'Keys cannot be kept there on this computer.');
        }
        const origin = registry.originOf(input.provider); // throws for a provider nobody knows
        await keys.set(input.provider, { value: input.key, place: input.place, origin });
        return registry.keyStatus(input.provider);
      }),
      removeKey: os.providers.removeKey.handler(async ({ input }) => {
        registry.keyStatus(input.provider);
        await keys.delete(input.provider);
        return registry.keyStatus(input.provider);
      }),
    },
    settings: {
      get: os.settings.get.handler(() => settings.get()),
      update: os.settings.update.handler(({ input }) => {
        for (const [provider, { baseUrl }] of Object.entries(input.providers ?? {})) {
          registry.keyStatus(provider); // throws for a provider nobody knows
          if (baseUrl !== undefined) assertBaseUrlAllowed(baseUrl);
        }
        return settings.update(input);
      }),
    },
  });
}

/** In process a call may come without a signal: then it lasts. */
function lasting(signal: AbortSignal | undefined): AbortSignal {
  return signal ?? new AbortController().signal;
}
