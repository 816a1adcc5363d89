import type { ChatEvent } from '../../shared/contract/chat.ts';
import type { Message, Usage } from '../../shared/contract/message.ts';
import { stoppedPart } from '../../shared/chat/stopped-part.ts';
import type { TurnEnd } from './run-turn.ts';

/** How an answer ends: as its turn did, or cut off with the program. */
export type AnswerEnd = TurnEnd | { readonly status: 'interrupted'; readonly usage: Usage };

/** The last events of an answer: what is still open is closed, so that nothing spins for ever. */
export function endMessage(message: Message, end: AnswerEnd, at: number): ChatEvent[] {
  const { id: messageId, parts, rev } = message;
  const closed = parts.flatMap((part, index): ChatEvent[] => {
    const stopped = stoppedPart(part, at);
    return stopped === part ? [] : [{ type: 'part-update', messageId, index, part: stopped }];
  });
  return [...closed, { type: 'message-end', messageId, ...end, updatedAt: at, rev: rev + 1 }];
}
