import type { ChatEvent } from '../contract/chat.ts';
import type { Message, Part } from '../contract/message.ts';
import { assertNever } from '../assert-never.ts';

/**
 * What the events make of a message; events that do not change it are passed over. This is how an
 * answer is built everywhere: while it runs, in every window, and after a crash. Pure; untouched
 * parts keep their identity.
 */
export function foldMessage(message: Message, events: Iterable<ChatEvent>): Message {
  let folded = message;
  for (const event of events) folded = take(folded, event);
  return folded;
}

function take(message: Message, event: ChatEvent): Message {
  switch (event.type) {
    case 'message-start':
    case 'turn-status':
    case 'conversation-update':
      return message;
    case 'part-start':
    case 'part-update':
      if (event.messageId !== message.id) return message;
      return { ...message, parts: withPart(message.parts, event.index, event.part) };
    case 'part-delta': {
      const part = message.parts[event.index];
      if (event.messageId !== message.id || part === undefined) return message;
      const grown = appendTo(part, event.delta);
      return { ...message, parts: withPart(message.parts, event.index, grown) };
    }
    case 'tool-progress': {
      const part = message.parts[event.index];
      if (event.messageId !== message.id || part?.type !== 'tool-call') return message;
      const told = { ...part, progress: event.progress };
      return { ...message, parts: withPart(message.parts, event.index, told) };
    }
    case 'message-end': {
      if (event.messageId !== message.id) return message;
      const { type: _, messageId: __, ...end } = event;
      return { ...withoutEnd(message), ...end };
    }
    default:
      return assertNever(event);
  }
}

/** Text, reasoning and tool input grow at their end; nothing else does. */
export function appendTo(part: Part, delta: string): Part {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return { ...part, text: part.text + delta };
    case 'tool-call':
      return { ...part, inputText: part.inputText + delta };
    case 'step':
    case 'file':
    case 'resource':
      return part;
    default:
      return assertNever(part);
  }
}

function withPart(parts: readonly Part[], index: number, part: Part): readonly Part[] {
  const next = parts.slice();
  next[Math.min(index, next.length)] = part;
  return next;
}

/** A message taken up again by Continue has an old end that must not shine through the new one. */
function withoutEnd(message: Message): Message {
  const { finishReason: _, usage: __, error: ___, ...rest } = message;
  return rest;
}
