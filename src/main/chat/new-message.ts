import { v7 as uuidv7 } from 'uuid';
import type { ModelRef } from '../../shared/contract/conversations.ts';
import type { Message } from '../../shared/contract/message.ts';

interface Place {
  readonly conversationId: string;
  readonly parentId: string | null;
}

export function newQuestion(id: string, text: string, place: Place, at: number): Message {
  return {
    id,
    ...place,
    role: 'user',
    status: 'complete',
    parts: [{ type: 'text', text }],
    createdAt: at,
    updatedAt: at,
    rev: 1,
  };
}

export function newAnswer(ref: ModelRef | null, place: Place, at: number): Message {
  return {
    id: uuidv7(),
    ...place,
    role: 'assistant',
    status: 'streaming',
    parts: [],
    ...ref,
    createdAt: at,
    updatedAt: at,
    rev: 1,
  };
}

/** The same answer, open again: its old end is gone, what it cost so far is not. */
export function takenUpAgain(old: Message, model: ModelRef | null, at: number): Message {
  const { finishReason: _, error: __, ...rest } = old;
  return { ...rest, ...model, status: 'streaming', updatedAt: at, rev: old.rev + 1 };
}
