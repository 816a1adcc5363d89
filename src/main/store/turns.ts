import type { Message } from '../../shared/contract/message.ts';
import type { ErrorSituation } from '../../shared/error-situations.ts';
import { AppError } from '../../shared/errors.ts';
import type { ErrorDetails } from '../../shared/errors.ts';
import type { ConversationRow, ConversationsTable } from './conversations-table.ts';
import type { JournalTable } from './journal-table.ts';
import type { MessagesTable } from './messages-table.ts';
import { notFound } from './store-error.ts';
import type { Store, StoredConversation } from './store.ts';

export interface Tables {
  readonly conversations: ConversationsTable;
  readonly messages: MessagesTable;
  readonly journal: JournalTable;
}

/** Inside a transaction: what `Store.beginTurn` promises, but for the draft. */
export function beginTurn(
  tables: Tables,
  turn: Parameters<Store['beginTurn']>[0],
): StoredConversation {
  const { messages, turnMessageId, at } = turn;
  const repeated = messages.find(
    ({ id, role }) => role === 'user' && tables.messages.place(id) !== undefined,
  );
  if (repeated !== undefined)
    throw conflict('sent-already', 'This message was sent already.', { messageId: repeated.id });
  const row =
    turn.begin === undefined
      ? tables.conversations.get(turn.conversationId)
      : begin(tables, turn.begin);
  for (const message of messages) {
    const running = message.id === turnMessageId;
    putMessage(tables, row.key, running ? { ...message, status: 'streaming' } : message);
  }
  const place = tables.messages.place(turnMessageId);
  if (place === undefined || place.conversationKey !== row.key)
    throw notFound('message', turnMessageId);
  tables.journal.drop(place.key);
  return tables.conversations.update(row, { at, activeLeafId: turnMessageId });
}

/** Inside a transaction. A conversation deleted meanwhile keeps its answer too: deleting can be undone. */
export function endTurn(
  tables: Tables,
  { message, title, at }: Parameters<Store['endTurn']>[0],
): StoredConversation {
  const row = tables.conversations.getEvenDeleted(message.conversationId);
  const place = tables.messages.place(message.id);
  if (place === undefined || place.conversationKey !== row.key)
    throw notFound('message', message.id);
  tables.messages.replace(place.key, message);
  tables.journal.drop(place.key);
  return tables.conversations.update(row, {
    at,
    ...(title === undefined ? {} : { title, titledBy: 'auto' }),
  });
}

function begin({ conversations }: Tables, conversation: StoredConversation): ConversationRow {
  if (conversations.isTaken(conversation.id)) {
    throw conflict('begun-already', 'This conversation was begun already.', {
      conversationId: conversation.id,
    });
  }
  return conversations.insert(conversation);
}

function putMessage({ messages }: Tables, conversationKey: number, message: Message): void {
  const known = messages.place(message.id);
  if (known !== undefined) {
    if (known.conversationKey !== conversationKey) {
      throw conflict('in-another-conversation', 'This message belongs to another conversation.', {
        messageId: message.id,
      });
    }
    messages.replace(known.key, message);
    return;
  }
  messages.insert(message, conversationKey, parentKey(messages, conversationKey, message.parentId));
}

function parentKey(
  messages: MessagesTable,
  conversationKey: number,
  parentId: string | null,
): number | null {
  if (parentId === null) return null;
  const parent = messages.place(parentId);
  if (parent === undefined || parent.conversationKey !== conversationKey)
    throw notFound('message', parentId);
  return parent.key;
}

function conflict(situation: ErrorSituation, message: string, details: ErrorDetails): AppError {
  return new AppError('conflict', message, { situation, details });
}
