import type { ChatView } from '../chat/chat-view.ts';
import type { ChatUpdate } from '../contract/chat.ts';
import { makeConversation } from './make-conversation.ts';

export function makeChatView(more: Partial<ChatView> = {}): ChatView {
  return {
    cursor: '1',
    conversation: makeConversation(),
    messages: [],
    branches: {},
    hasEarlier: false,
    turn: null,
    ...more,
  };
}

export function makeSnapshot(
  more: Partial<ChatView> = {},
): Extract<ChatUpdate, { type: 'snapshot' }> {
  return { type: 'snapshot', ...makeChatView(more) };
}
