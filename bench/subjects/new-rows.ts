import { v7 as uuidv7 } from 'uuid';
import type { Message } from '../../src/shared/contract/message.ts';
import { plainOptions } from '../../src/shared/plain-options.ts';
import type { StoredConversation } from '../../src/main/store/store.ts';

export function newConversation(title = 'A conversation', at = 1000): StoredConversation {
  return {
    id: uuidv7(),
    title,
    titledBy: 'auto',
    systemPrompt: '',
    model: { provider: 'anthropic', model: 'claude-sonnet-5-5' },
    ...plainOptions,
    toolsOff: [],
    toolsAllowed: [],
    activeLeafId: null,
    createdAt: at,
    updatedAt: at,
    rev: 1,
  };
}

/** A question, or an answer of which nothing is there yet. */
export function newMessage(
  conversationId: string,
  role: Message['role'],
  parentId: string | null,
  at = 1000,
): Message {
  const common = {
    id: uuidv7(),
    conversationId,
    parentId,
    role,
    parts: [],
    createdAt: at,
    updatedAt: at,
    rev: 1,
  };
  return role === 'user'
    ? { ...common, status: 'complete' }
    : { ...common, status: 'streaming', provider: 'anthropic', model: 'claude-sonnet-5-5' };
}
