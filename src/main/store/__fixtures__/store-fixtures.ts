import { v7 as uuidv7 } from 'uuid';
import type { Message, Part } from '../../../shared/contract/message.ts';
import { plainOptions } from '../../../shared/plain-options.ts';
import type { Log } from '../../host.ts';
import type { StoredConversation } from '../store.ts';

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

export function makeConversation(overrides: Partial<StoredConversation> = {}): StoredConversation {
  return {
    id: uuidv7(),
    title: 'New conversation',
    titledBy: 'auto',
    systemPrompt: '',
    model: null,
    ...plainOptions,
    toolsOff: [],
    toolsAllowed: [],
    activeLeafId: null,
    createdAt: 1000,
    updatedAt: 1000,
    rev: 1,
    ...overrides,
  };
}

export function makeMessage(conversationId: string, overrides: Partial<Message> = {}): Message {
  return {
    id: uuidv7(),
    conversationId,
    parentId: null,
    role: 'user',
    status: 'complete',
    parts: [textPart('Hello')],
    createdAt: 1000,
    updatedAt: 1000,
    rev: 1,
    ...overrides,
  };
}

export function makeAnswer(
  conversationId: string,
  parentId: string,
  overrides: Partial<Message> = {},
): Message {
  return makeMessage(conversationId, {
    role: 'assistant',
    status: 'streaming',
    parts: [],
    parentId,
    ...overrides,
  });
}

export function textPart(text: string): Part {
  return { type: 'text', text };
}
