import type { SQLOutputValue } from 'node:sqlite';
import { messageSchema, partSchema } from '../../shared/contract/message.ts';
import type { Message, Part } from '../../shared/contract/message.ts';
import { AppError, toWire } from '../../shared/errors.ts';
import { integer, optionalText, text } from './columns.ts';

/**
 * A message as it was stored. Where its content is damaged, what can be read of it comes back as a
 * failed message, so that the conversation around it stays readable.
 */
export function parseMessage(row: Record<string, SQLOutputValue>): Message {
  const optional = {
    provider: optionalText(row, 'provider'),
    model: optionalText(row, 'model'),
    finishReason: optionalText(row, 'finish_reason'),
    usage: parseJson(optionalText(row, 'usage')),
    error: parseJson(optionalText(row, 'error')),
  };
  const skeleton = {
    id: text(row, 'id'),
    conversationId: text(row, 'conversation_id'),
    parentId: optionalText(row, 'parent_id'),
    role: text(row, 'role') === 'user' ? 'user' : 'assistant',
    createdAt: integer(row, 'created_at'),
    updatedAt: integer(row, 'updated_at'),
    rev: integer(row, 'rev'),
  } as const;
  const parts = parseJson(text(row, 'parts'));
  const present = Object.fromEntries(
    Object.entries(optional).filter(([, value]) => value !== null),
  );
  const whole = messageSchema.safeParse({ ...skeleton, ...present, status: row['status'], parts });
  if (whole.success) return whole.data;
  return { ...skeleton, status: 'failed', parts: readable(parts), error: damaged };
}

const damaged = toWire(
  new AppError('storage-failed', 'A part of this message is damaged on disk and cannot be shown.', {
    situation: 'message-damaged',
  }),
);

function readable(parts: unknown): Part[] {
  if (!Array.isArray(parts)) return [];
  return parts.flatMap((part: unknown) => {
    const parsed = partSchema.safeParse(part);
    return parsed.success ? [parsed.data] : [];
  });
}

/** null stands for what is not there; JSON that cannot be read becomes something no schema takes. */
function parseJson(json: string | null): unknown {
  if (json === null) return null;
  try {
    return JSON.parse(json);
  } catch {
    return Symbol.for('unreadable');
  }
}
