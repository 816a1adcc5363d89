import type { Message } from '../../shared/contract/message.ts';
import { AppError } from '../../shared/errors.ts';
import type { Store, StoredConversation } from '../store/store.ts';

export interface Started {
  readonly messageId: string;
  readonly assistantMessageId: string;
}

export interface Pointer {
  readonly conversationId: string;
  readonly messageId: string;
}

/** A message that comes twice is answered as it was the first time. */
export async function sentBefore(store: Store, messageId: string): Promise<Started | undefined> {
  const message = await unlessMissing(store.getMessage(messageId));
  if (message === undefined) return undefined;
  const { activeLeafId } = await store.getConversation(message.conversationId);
  const path = activeLeafId === null ? [] : await store.path(activeLeafId);
  const answer = path.find(({ parentId }) => parentId === messageId);
  return { messageId, assistantMessageId: answer?.id ?? messageId };
}

export async function pointedAt(
  store: Store,
  { conversationId, messageId }: Pointer,
): Promise<Message> {
  const message = await store.getMessage(messageId);
  if (message.conversationId === conversationId) return message;
  throw new AppError('not-found', 'There is no such message here.', { situation: 'message-gone' });
}

/**
 * Whether it still stands as somebody saw it who wants another answer: an answer on the active path, or a
 * question without one. Who heard nothing of their wish and has it sent again must not get two.
 */
export async function isShown(
  store: Store,
  { activeLeafId }: StoredConversation,
  { id, role }: Message,
): Promise<boolean> {
  if (activeLeafId === id) return true;
  if (activeLeafId === null || role === 'user') return false;
  return (await store.messageIds({ leafId: activeLeafId })).includes(id);
}

export async function unlessMissing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return undefined;
    throw error;
  }
}
