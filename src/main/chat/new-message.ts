import { v7 as uuidv7 } from 'uuid';
import type { ModelRef } from '../../shared/contract/conversations.ts';
import type { Message, ResourcePart } from '../../shared/contract/message.ts';

interface Place {
  readonly conversationId: string;
  readonly parentId: string | null;
}

/** What is attached stands before the words that speak of it. */
export function newQuestion(
  id: string,
  { text, attached }: { readonly text: string; readonly attached: readonly ResourcePart[] },
  place: Place,
  at: number,
): Message {
  return {
    id,
    ...place,
    role: 'user',
    status: 'complete',
    parts: [...attached, { type: 'text', text }],
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
