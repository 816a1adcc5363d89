import type { Message } from '../../shared/contract/message.ts';
import type { ModelMessage } from '../providers/provider.ts';

/** A stored path as the model is sent it: answers without a word in them are left out. */
export function historyFrom(path: readonly Message[]): ModelMessage[] {
  return path
    .filter(({ role, parts }) => role === 'user' || parts.some(({ type }) => type !== 'step'))
    .map(({ role, parts }) => ({ role, parts }));
}

/** What the model is told when an answer that ended early is taken up again. */
export const goOnPrompt =
  'Your previous message was cut off. Continue it from exactly where it ended: do not repeat ' +
  'anything, do not apologise, do not say that you continue.';

export function textOf({ parts }: Pick<Message, 'parts'>): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}
