import { choicesOf, isRunning, knowsChoices, messagesOf } from '../chat/chat-state.ts';
import { focusHome } from '../chat/focus-home.ts';
import { messageHelp } from '../chat/message-help.ts';
import { messageText } from '../chat/message-text.ts';
import { openChat } from '../chat/open-chat.ts';
import {
  canSwitchThinking,
  hasMoreOptions,
  offeredOptions,
} from '../chat/options/offered-options.ts';
import { findModel } from '../settings/providers-store.ts';
import { showToast } from '../ui/toasts.tsx';
import type { Command, CommandScope } from './command.ts';

export const chatCommands: readonly Command[] = [
  {
    id: 'stop',
    group: 'conversation',
    label: (t) => t('commands.stop'),
    shortcut: { key: 'Escape' },
    isAvailable: ({ session }) => session !== null && isRunning(session.store.getState()),
    run: ({ session }) => {
      void session?.stop(); // keeps its error itself
      focusHome();
    },
  },
  {
    id: 'copy-answer',
    group: 'conversation',
    label: (t) => t('commands.copyAnswer'),
    shortcut: { key: 'e', mod: true, shift: true },
    isAvailable: (scope) => lastAnswerText(scope) !== '',
    run: (scope) => {
      const { t } = scope;
      navigator.clipboard.writeText(lastAnswerText(scope)).then(
        () => showToast({ text: t('commands.copied') }),
        () => showToast({ text: t('copy.failed') }),
      );
    },
  },
  {
    id: 'retry',
    group: 'conversation',
    label: (t) => t('commands.retry'),
    isAvailable: (scope) => lastMessage(scope) !== undefined && !isBusy(scope),
    run: (scope) => {
      const message = lastMessage(scope);
      if (message !== undefined) void scope.session?.retry(message.id); // keeps its error itself
      focusHome();
    },
  },
  {
    id: 'continue',
    group: 'conversation',
    label: (t) => t('commands.continue'),
    isAvailable: (scope) => {
      const message = lastMessage(scope);
      const isIdle = message !== undefined && !isBusy(scope);
      return isIdle && messageHelp(message, true)?.action === 'continue';
    },
    run: (scope) => {
      const message = lastMessage(scope);
      if (message !== undefined) void scope.session?.goOn(message.id); // keeps its error itself
      focusHome();
    },
  },
  {
    id: 'think',
    group: 'conversation',
    label: (t) => t('commands.think'),
    isAvailable: (scope) => canSwitchThinking(offeredOptions(chosenModel(scope))),
    run: ({ session }) => {
      if (session === null) return;
      const { reasoning } = choicesOf(session.store.getState());
      void session.change({ reasoning: !reasoning }); // keeps its error itself
    },
  },
  {
    id: 'web-search',
    group: 'conversation',
    label: (t) => t('commands.webSearch'),
    isAvailable: (scope) => offeredOptions(chosenModel(scope)).webSearch,
    run: ({ session }) => {
      if (session === null) return;
      const { webSearch } = choicesOf(session.store.getState());
      void session.change({ webSearch: !webSearch }); // keeps its error itself
    },
  },
  {
    id: 'options',
    group: 'conversation',
    label: (t) => t('commands.options'),
    isAvailable: (scope) => hasMoreOptions(offeredOptions(chosenModel(scope))),
    run: () => openChat.setState({ isChoosingOptions: true }),
  },
  {
    id: 'tools',
    group: 'conversation',
    label: (t) => t('commands.tools'),
    isAvailable: ({ session }) => session !== null && knowsChoices(session.store.getState()),
    run: () => openChat.setState({ isChoosingTools: true }),
  },
  {
    id: 'instructions',
    group: 'conversation',
    label: (t) => t('commands.instructions'),
    isAvailable: ({ session }) => session !== null && knowsChoices(session.store.getState()),
    run: () => openChat.setState({ isEditingInstructions: true }),
  },
  {
    id: 'rename',
    group: 'conversation',
    label: (t) => t('commands.rename'),
    isAvailable: (scope) => conversation(scope) !== undefined,
    run: () => openChat.setState({ isRenaming: true }),
  },
  ...(['markdown', 'json'] as const).map((format): Command => ({
    id: `export-${format}`,
    group: 'conversation',
    label: (t) => t(`export.${format}`),
    isAvailable: (scope) => conversation(scope) !== undefined,
    run: (scope) => {
      const open = conversation(scope);
      if (open !== undefined) void scope.exportAs(open, format); // says so if it fails
    },
  })),
  {
    id: 'delete',
    group: 'conversation',
    label: (t) => t('commands.delete'),
    isAvailable: (scope) => conversation(scope) !== undefined,
    run: (scope) => {
      const open = conversation(scope);
      if (open !== undefined) void scope.conversationActions.remove(open); // says so if it fails
    },
  },
];

/** undefined also while nobody knows yet which one it is. */
function chosenModel({ parts, session }: CommandScope) {
  if (session === null || !knowsChoices(session.store.getState())) return undefined;
  const { models, defaultModel } = parts.providers.store.getState();
  return findModel(models, choicesOf(session.store.getState()).model ?? defaultModel);
}

function conversation({ session }: CommandScope) {
  return session?.store.getState().view?.conversation;
}

function lastMessage({ session }: CommandScope) {
  return session === null ? undefined : messagesOf(session.store.getState()).at(-1);
}

function isBusy({ session }: CommandScope): boolean {
  return session !== null && isRunning(session.store.getState());
}

function lastAnswerText({ session }: CommandScope): string {
  if (session === null) return '';
  const answers = messagesOf(session.store.getState()).filter(({ role }) => role === 'assistant');
  const answer = answers.findLast((message) => messageText(message) !== '');
  return answer === undefined ? '' : messageText(answer);
}
