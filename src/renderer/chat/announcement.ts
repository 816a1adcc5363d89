import type { ChatView } from '../../shared/chat/chat-view.ts';
import type { Message } from '../../shared/contract/message.ts';
import { messageText } from './message-text.ts';

const longestSaid = 600;

/** What somebody who listens has to be told. */
export type Announcement =
  | {
      readonly type: 'status';
      readonly state: 'waiting' | 'stalled' | 'tool';
      readonly message: Message;
      readonly tool: string;
    }
  | { readonly type: 'end'; readonly message: Message; readonly text: string };

/** The step from one picture to the next in words; single words of an answer are never said. */
export function announcementFor(before: ChatView | null, after: ChatView): Announcement | null {
  if (before === null) return null;
  if (before.turn !== null && after.turn === null) {
    const message = messageOf(after, before.turn.messageId);
    return message === undefined ? null : { type: 'end', message, text: spoken(message) };
  }
  const status = after.turn?.status;
  if (status === undefined || after.turn === null || status.state === before.turn?.status.state)
    return null;
  if (status.state === 'connecting' || status.state === 'streaming') return null;
  const message = messageOf(after, after.turn.messageId);
  return message === undefined
    ? null
    : { type: 'status', state: status.state, message, tool: status.tool ?? '' };
}

function messageOf({ messages }: ChatView, id: string): Message | undefined {
  return messages.findLast((message) => message.id === id);
}

/** Without the marks of Markdown, which are tiresome to listen to. */
function spoken(message: Message): string {
  const text = messageText(message)
    .slice(0, 2 * longestSaid)
    .replace(/```[^\n]*/g, '')
    .replace(/[*_`#>|]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > longestSaid ? `${text.slice(0, longestSaid)}…` : text;
}
