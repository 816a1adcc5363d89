import { z } from 'zod';
import { foldMessage } from '../../shared/chat/fold-message.ts';
import { stoppedPart } from '../../shared/chat/stopped-part.ts';
import { chatEventSchema } from '../../shared/contract/chat.ts';
import type { ChatEvent } from '../../shared/contract/chat.ts';
import type { Message } from '../../shared/contract/message.ts';
import type { JournalRow } from './journal-table.ts';
import type { Tables } from './turns.ts';

/**
 * Inside a transaction: folds what a crash left in the journal into the messages it belongs to.
 * Returns how many answers were cut off.
 */
export function recoverTurns(
  { messages, journal }: Omit<Tables, 'conversations'>,
  at: number,
): number {
  let interrupted = 0;
  for (const key of messages.streamingKeys()) {
    const recovered = recoverMessage(messages.getByKey(key), journal.read(key), at);
    messages.replace(key, recovered);
    interrupted += 1;
  }
  journal.dropAll();
  return interrupted;
}

const eventsSchema = z.array(chatEventSchema);

export function recoverMessage(message: Message, rows: Iterable<JournalRow>, at: number): Message {
  let folded = message;
  let expected: number | null = null;
  for (const { seq, events } of rows) {
    if (expected !== null && seq !== expected) break;
    expected = seq + 1;
    const parsed = parseEvents(events);
    // What comes after an unreadable slice would land in the wrong places.
    if (parsed === null) break;
    folded = foldMessage(folded, parsed);
  }
  return {
    ...folded,
    parts: folded.parts.map((part) => stoppedPart(part)),
    status: 'interrupted',
    updatedAt: Math.max(folded.updatedAt, at),
    rev: folded.rev + 1,
  };
}

function parseEvents(json: string): ChatEvent[] | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const parsed = eventsSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
