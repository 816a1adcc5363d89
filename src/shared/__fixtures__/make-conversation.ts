import type { Conversation } from '../contract/conversations.ts';
import { plainOptions } from '../plain-options.ts';

export function makeConversation(more: Partial<Conversation> = {}): Conversation {
  return {
    id: 'c',
    title: '',
    titledBy: 'auto',
    systemPrompt: '',
    model: null,
    ...plainOptions,
    toolsOff: [],
    toolsAllowed: [],
    activeLeafId: null,
    createdAt: 0,
    updatedAt: 0,
    rev: 1,
    running: false,
    asking: false,
    ...more,
  };
}
