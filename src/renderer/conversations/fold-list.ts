import type { Conversation, ConversationChange } from '../../shared/contract/conversations.ts';

/** The loaded part of the list, newest first. */
export interface ConversationList {
  readonly conversations: readonly Conversation[];
  /** null: everything is loaded. */
  readonly nextCursor: string | null;
}

/** The list after one change. A conversation older than what is loaded waits for its page. */
export function foldList(
  list: ConversationList,
  change: Exclude<ConversationChange, { type: 'reset' }>,
): ConversationList {
  if (change.type === 'conversation-delete') {
    return { ...list, conversations: list.conversations.filter(({ id }) => id !== change.id) };
  }
  const { conversation } = change;
  const others = list.conversations.filter(({ id }) => id !== conversation.id);
  const place = others.findIndex((other) => isNewer(conversation, other));
  if (place !== -1) return { ...list, conversations: others.toSpliced(place, 0, conversation) };
  const isBeyond = list.nextCursor !== null && others.length > 0;
  return { ...list, conversations: isBeyond ? others : [...others, conversation] };
}

/** A page below what is loaded. What moved up meanwhile stays where it is. */
export function appendPage(list: ConversationList, page: ConversationList): ConversationList {
  const known = new Set(list.conversations.map(({ id }) => id));
  return {
    conversations: [
      ...list.conversations,
      ...page.conversations.filter(({ id }) => !known.has(id)),
    ],
    nextCursor: page.nextCursor,
  };
}

function isNewer(one: Conversation, other: Conversation): boolean {
  return one.updatedAt === other.updatedAt ? one.id > other.id : one.updatedAt > other.updatedAt;
}
