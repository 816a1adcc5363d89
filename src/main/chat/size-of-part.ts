import type { Part } from '../../shared/contract/message.ts';

/** In characters, of what grows: text, reasoning and tool input. */
export function sizeOfPart(part: Part): number {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return part.text.length;
    case 'tool-call':
      return part.inputText.length;
    case 'file':
      return part.data.length;
    default:
      return 0;
  }
}
