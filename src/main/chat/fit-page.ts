import type { Message } from '../../shared/contract/message.ts';
import type { MessagePage } from '../store/store.ts';
import { sizeOfPart } from './size-of-part.ts';

/** One message to a window may be about this long; what is cut off is asked for when it is scrolled to. */
const maxPageLength = 1024 * 1024;

/** The newest messages of the page that travel well together, at least one. */
export function fitPage({ messages, branches, hasEarlier }: MessagePage): MessagePage {
  let length = 0;
  let first = messages.length;
  while (first > 0) {
    length += lengthOf(messages[first - 1]);
    if (length > maxPageLength && first < messages.length) break;
    first--;
  }
  return { messages: messages.slice(first), branches, hasEarlier: hasEarlier || first > 0 };
}

function lengthOf(message: Message | undefined): number {
  return (message?.parts ?? []).reduce((sum, part) => sum + sizeOfPart(part), 0);
}
