import type { TFunction } from 'i18next';
import type { AppParts } from '../app-context.tsx';
import type { ChatSession } from '../chat/chat-session.ts';
import type { useConversationActions } from '../conversations/use-conversation-actions.ts';
import type { useExport } from '../conversations/use-export.ts';
import type { Shortcut } from './shortcut.ts';

/** What commands act on, as it is at the moment they are asked. */
export interface CommandScope {
  readonly parts: AppParts;
  /** The conversation on the page; null: there is none. */
  readonly session: ChatSession | null;
  readonly conversationActions: ReturnType<typeof useConversationActions>;
  readonly exportAs: ReturnType<typeof useExport>;
  readonly t: TFunction;
}

/** Something that can be done from anywhere: by its key, or by its name in the palette. */
export interface Command {
  readonly id: string;
  readonly group: CommandGroup;
  readonly label: (t: TFunction) => string;
  readonly shortcut?: Shortcut;
  /** Whether it makes sense now. Without it, always. */
  readonly isAvailable?: (scope: CommandScope) => boolean;
  readonly run: (scope: CommandScope) => void;
}

export const commandGroups = ['page', 'conversation', 'looks', 'settings'] as const;
export type CommandGroup = (typeof commandGroups)[number];
