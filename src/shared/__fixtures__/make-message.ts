import type { Message } from '../contract/message.ts';

/** A question without words in the conversation of `makeConversation`. */
export function makeMessage(more: Partial<Message> = {}): Message {
  return {
    id: 'q',
    conversationId: 'c',
    parentId: null,
    role: 'user',
    status: 'complete',
    parts: [],
    createdAt: 0,
    updatedAt: 0,
    rev: 1,
    ...more,
  };
}

/** The answer to it. */
export function makeAnswer(more: Partial<Message> = {}): Message {
  return makeMessage({ id: 'a', parentId: 'q', role: 'assistant', ...more });
}
