import { writeFileSync } from 'node:fs';
import { newConversation, newMessage } from './new-rows.ts';
import { textOfMessage } from './text-of-message.ts';

const messagesPerConversation = 50;

/** The file conf would have written of the conversations that fill-store.ts makes. */
export function fillConf(path: string, count: number): void {
  const conversations: Record<string, object> = {};
  for (let written = 0; written < count;) {
    const conversation = newConversation();
    const messages: Record<string, object> = {};
    for (let index = 0; index < Math.min(messagesPerConversation, count); index++) {
      const message = newMessage(conversation.id, index % 2 === 0 ? 'user' : 'assistant', null);
      messages[message.id] = {
        ...message,
        parts: [{ type: 'text', text: textOfMessage(index, written++) }],
      };
    }
    conversations[conversation.id] = { ...conversation, messages };
  }
  writeFileSync(path, JSON.stringify({ conversations }, undefined, '\t'));
}
