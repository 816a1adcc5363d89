import type { Message } from '../../shared/contract/message.ts';

/** What was said, without thoughts and tools, as it was written. */
export function messageText({ parts }: Pick<Message, 'parts'>): string {
  return parts
    .flatMap((part) => (part.type === 'text' && part.text !== '' ? [part.text] : []))
    .join('\n\n');
}
