import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Conversation } from '../../shared/contract/conversations.ts';
import { choicesOf } from '../chat/chat-state.ts';
import { useFoundConversations } from '../conversations/use-found-conversations.ts';
import { relativeTime } from '../ui/relative-time.ts';
import { useNow } from '../ui/use-now.ts';
import { goTo } from '../use-route.ts';
import type { CommandScope } from './command.ts';
import { availableCommands } from './commands.ts';
import { rankGroups } from './palette-groups.ts';
import type { PaletteGroup, PaletteItem } from './palette-groups.ts';
import { useCommandScope } from './use-command-scope.ts';

const mostRecent = 5;
const mostFound = 20;

/** What the palette offers for a query: commands, conversations by title, and models for this one. */
export function usePaletteGroups(query: string): {
  readonly groups: readonly PaletteGroup[];
  readonly isLooking: boolean;
} {
  const { t, i18n } = useTranslation();
  const scopeOf = useCommandScope();
  // Looked at anew with every letter, and not in between: nothing that happens behind it moves what is in it.
  const [asked, setAsked] = useState(() => askFor(query, scopeOf()));
  if (asked.query !== query) setAsked(askFor(query, scopeOf()));
  const { scope, commands } = asked;

  const { parts, session } = scope;
  const recent = useStore(parts.conversations.store, (state) => state.conversations);
  const models = useStore(parts.providers.store, (state) => state.models);
  const { conversations: found, isLooking } = useFoundConversations(query, mostFound);
  const now = useNow(null);
  const isEmpty = query.trim() === '';

  const groups = useMemo(() => {
    const conversationItem = ({ id, title, updatedAt }: Conversation): PaletteItem => ({
      value: `conversation ${id}`,
      type: 'conversation',
      label: title,
      note: relativeTime(updatedAt, now, i18n.language),
      run: () => goTo({ page: 'chat', id }),
    });
    const others = isEmpty
      ? recent.filter(({ id }) => id !== session?.conversationId).slice(0, mostRecent)
      : found.slice(0, mostFound);
    const chosen = session === null ? null : choicesOf(session.store.getState()).model;
    const modelItems =
      session === null || isEmpty
        ? []
        : models
            .filter(({ provider, id }) => provider !== chosen?.provider || id !== chosen.model)
            .map(({ provider, id, name }): PaletteItem => ({
              value: `model ${provider}/${id}`,
              type: 'model',
              label: t('palette.useModel', { name }),
              run: () => void session.change({ model: { provider, model: id } }), // keeps its error itself
            }));
    return rankGroups(
      [
        {
          value: t(isEmpty ? 'palette.recent' : 'palette.conversations'),
          items: others.map(conversationItem),
        },
        {
          value: t('palette.commands'),
          items: commands.map((command) => ({
            value: `command ${command.id}`,
            type: 'command',
            label: command.label(t),
            ...(command.shortcut === undefined ? {} : { shortcut: command.shortcut }),
            run: () => command.run(scope),
          })),
        },
        { value: t('palette.models'), items: modelItems },
      ],
      query,
    );
  }, [query, isEmpty, recent, found, models, commands, scope, session, now, t, i18n.language]);

  return { groups, isLooking };
}

function askFor(query: string, scope: CommandScope) {
  return { query, scope, commands: availableCommands(scope) };
}
