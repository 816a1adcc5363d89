import type { Message } from '../../src/shared/contract/message.ts';
import { createStore } from '../../src/main/store/create-store.ts';
import { migrations } from '../../src/main/store/migrations/migrations.ts';
import { prepareDatabase } from '../../src/main/store/prepare-database.ts';
import { silentLog } from './memory-host.ts';
import { newConversation, newMessage } from './new-rows.ts';
import { textOfMessage } from './text-of-message.ts';

const messagesPerConversation = 50;

export interface Filled {
  /** Bytes of all the words in it. */
  readonly contentBytes: number;
  /** The end of one long conversation, a hundredth of all messages. */
  readonly longLeafId: string;
}

/** Makes a store of `count` messages with its own statements, all in one transaction. */
export function fillStore(dataDir: string, count: number): Filled {
  const { calls, tables, writer } = createStore({
    ...prepareDatabase({ dataDir, at: startedAt, migrations }),
    log: silentLog,
  });
  let written = 0;
  let contentBytes = 0;

  function fillConversation(length: number): string {
    const at = startedAt + written * 1000;
    const row = tables.conversations.insert(newConversation(`Conversation ${written}`, at));
    let parentId: string | null = null;
    let parentKey: number | null = null;
    for (let index = 0; index < length; index++) {
      const text = textOfMessage(index, written++);
      contentBytes += Buffer.byteLength(text);
      const message = messageOf(row.conversation.id, parentId, index, text, at);
      parentKey = tables.messages.insert(message, row.key, parentKey);
      parentId = message.id;
    }
    if (parentId === null) throw new RangeError('a conversation needs a message');
    tables.conversations.update(row, { at, activeLeafId: parentId });
    return parentId;
  }

  try {
    const longLeafId = writer.write(() => {
      const leafId = fillConversation(Math.max(messagesPerConversation, Math.floor(count / 100)));
      while (written < count) fillConversation(Math.min(messagesPerConversation, count - written));
      return leafId;
    });
    return { contentBytes, longLeafId };
  } finally {
    calls.close(undefined);
  }
}

const startedAt = 1_700_000_000_000;

function messageOf(
  conversationId: string,
  parentId: string | null,
  index: number,
  text: string,
  at: number,
): Message {
  const parts = [{ type: 'text' as const, text }];
  if (index % 2 === 0) return { ...newMessage(conversationId, 'user', parentId, at), parts };
  return {
    ...newMessage(conversationId, 'assistant', parentId, at),
    parts,
    status: 'complete',
    finishReason: 'stop',
    usage: { inputTokens: 220, outputTokens: 230 },
  };
}
