import type { ChatEvent, ChatUpdate, TurnStatus } from '../contract/chat.ts';
import type { Conversation } from '../contract/conversations.ts';
import type { Branches, Message } from '../contract/message.ts';
import { foldMessage } from './fold-message.ts';

/** What a window shows of one conversation. */
export interface ChatView {
  readonly cursor: string;
  readonly conversation: Conversation;
  /** The loaded, newest part of the active path, oldest first. */
  readonly messages: readonly Message[];
  /** Where there are others beside a message. */
  readonly branches: Branches;
  readonly hasEarlier: boolean;
  readonly turn: { readonly messageId: string; readonly status: TurnStatus } | null;
}

/**
 * Takes in one update of `chat.watch`. Returns the same view for events it has already seen and
 * null where events are missing: then watch again from the view's cursor.
 */
export function applyUpdate(view: ChatView | null, update: ChatUpdate): ChatView | null {
  if (update.type === 'snapshot') {
    const { type: _, ...snapshot } = update;
    return snapshot;
  }
  if (view === null) return null;
  if (update.after !== view.cursor) return null;
  return { ...applyEvents(view, update.events), cursor: update.cursor };
}

export function applyEvents(view: ChatView, events: readonly ChatEvent[]): ChatView {
  let next = view;
  for (const event of events) next = applyEvent(next, event);
  return next;
}

function applyEvent(view: ChatView, event: ChatEvent): ChatView {
  switch (event.type) {
    case 'message-start':
      return begun(view, event);
    case 'conversation-update':
      return { ...view, conversation: event.conversation };
    case 'turn-status':
      return { ...view, turn: { messageId: event.messageId, status: event.status } };
    case 'message-end':
      return {
        ...view,
        messages: changed(view.messages, event.messageId, event),
        turn: null,
        // Said again once the answer is saved; whoever waits for that loses the next press of a button.
        conversation: { ...view.conversation, running: false, asking: false },
      };
    default:
      return { ...view, messages: changed(view.messages, event.messageId, event) };
  }
}

/** Taken up again, appended, or the first of a new branch: then what stood after its parent goes. */
function begun(
  view: ChatView,
  { message, branch }: Extract<ChatEvent, { type: 'message-start' }>,
): ChatView {
  const { messages, branches } = view;
  const known = messages.findLastIndex(({ id }) => id === message.id);
  if (known !== -1) return { ...view, messages: messages.with(known, message) };
  const parent = messages.findLastIndex(({ id }) => id === message.parentId);
  return {
    ...view,
    messages: [...messages.slice(0, parent + 1), message],
    branches: branch === undefined ? branches : { ...branches, [message.id]: branch },
    // Of a branch that leaves the path above what is loaded, only its own first message is known.
    hasEarlier: parent === -1 ? message.parentId !== null : view.hasEarlier,
  };
}

function changed(messages: readonly Message[], id: string, event: ChatEvent): readonly Message[] {
  const index = messages.findLastIndex((message) => message.id === id);
  const message = messages[index];
  return message === undefined ? messages : messages.with(index, foldMessage(message, [event]));
}
