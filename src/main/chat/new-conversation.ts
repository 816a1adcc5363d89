import type { ModelRef } from '../../shared/contract/conversations.ts';
import type { StoredConversation } from '../store/store.ts';
import { titleFrom } from './title-from.ts';

/** How a conversation that begins with this message is to be. */
export interface BeginWish {
  readonly model?: ModelRef | null | undefined;
  readonly systemPrompt?: string | undefined;
  readonly reasoning?: boolean | undefined;
  /** The draft that becomes the message. */
  readonly draft?: 'new' | 'quick' | undefined;
}

export function newConversation(
  id: string,
  text: string,
  wish: BeginWish = {},
  at: number,
): StoredConversation {
  return {
    id,
    title: titleFrom(text),
    titledBy: 'auto',
    systemPrompt: wish.systemPrompt ?? '',
    model: wish.model ?? null,
    reasoning: wish.reasoning ?? false,
    activeLeafId: null,
    createdAt: at,
    updatedAt: at,
    rev: 1,
  };
}
