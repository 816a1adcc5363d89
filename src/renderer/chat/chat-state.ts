import type { ChatView } from '../../shared/chat/chat-view.ts';
import type { ModelOptions, ModelRef } from '../../shared/contract/conversations.ts';
import type { Branch, Branches, Message, ResourcePart } from '../../shared/contract/message.ts';
import type { AppError } from '../../shared/errors.ts';
import { plainOptions } from '../../shared/plain-options.ts';
import { visibleMessages } from './visible-messages.ts';

/** What a conversation has of its own, before and after it begins. */
export interface ConversationChoices extends ModelOptions {
  readonly model: ModelRef | null;
  readonly systemPrompt: string;
  /** Tools that are not offered, by key. */
  readonly toolsOff: readonly string[];
}

/** The page's picture of one conversation. */
export interface ChatState {
  /** `new`: not begun. `gone`: deleted, or never there. */
  readonly place: 'new' | 'opening' | 'open' | 'gone';
  readonly view: ChatView | null;
  /** Pages above the newest part, oldest first. */
  readonly earlier: readonly Message[];
  /** Whether there is more above `earlier`; said by its last page. */
  readonly hasMoreAbove: boolean;
  /** Of the messages in `earlier`. */
  readonly earlierBranches: Branches;
  readonly loadingEarlier: boolean;
  /** Used by the first message of a conversation that is not begun. */
  readonly choices: ConversationChoices;
  /** Shown at once, until the core's own message takes its place. */
  readonly sending: {
    readonly messageId: string;
    readonly text: string;
    readonly attached: readonly ResourcePart[];
  } | null;
  /** A question that is being put into other words. */
  readonly editing: QuestionEditing | null;
  /** Instructions that are neither saved nor given up. */
  readonly instructions: string | null;
  readonly stopping: boolean;
  /** What could not be done just now. */
  readonly failure: { readonly doing: Doing; readonly error: AppError } | null;
}

export interface QuestionEditing {
  readonly editedId: string;
  readonly text: string;
  /** What was sent and may have arrived. */
  readonly asked: readonly AskedQuestion[];
  readonly isSending: boolean;
  /** Begun before the page was left: it does not take the focus. */
  readonly isResumed: boolean;
}

export interface AskedQuestion {
  readonly messageId: string;
  readonly text: string;
}

export type Doing =
  | 'send'
  | 'edit'
  | 'stop'
  | 'retry'
  | 'continue'
  | 'select'
  | 'watch'
  | 'earlier'
  | 'change';

export const emptyChat: ChatState = {
  place: 'new',
  view: null,
  earlier: [],
  hasMoreAbove: false,
  earlierBranches: {},
  loadingEarlier: false,
  choices: { model: null, systemPrompt: '', ...plainOptions, toolsOff: [] },
  sending: null,
  editing: null,
  instructions: null,
  stopping: false,
  failure: null,
};

export function messagesOf({ view, earlier }: ChatState): readonly Message[] {
  return view === null ? [] : visibleMessages(earlier, view.messages);
}

/** Also where there is only its answer: a very long one comes without its question, which is read later. */
export function isThere(messages: readonly Message[], id: string): boolean {
  return messages.some((message) => message.id === id || message.parentId === id);
}

export function hasEarlier(state: ChatState): boolean {
  if (state.view === null) return false;
  const isJoined = messagesOf(state).length > state.view.messages.length;
  return isJoined ? state.hasMoreAbove : state.view.hasEarlier;
}

export function branchOf({ view, earlierBranches }: ChatState, id: string): Branch | undefined {
  return view?.branches[id] ?? earlierBranches[id];
}

/** Not those of a conversation that is still being opened. */
export function knowsChoices({ view, place, sending }: ChatState): boolean {
  return view !== null || place === 'new' || sending !== null;
}

export function choicesOf({ view, choices }: ChatState): ConversationChoices {
  return view?.conversation ?? choices;
}

export function isRunning({ view, sending, editing }: ChatState): boolean {
  return (
    sending !== null ||
    editing?.isSending === true ||
    view?.turn != null ||
    view?.conversation.running === true
  );
}
