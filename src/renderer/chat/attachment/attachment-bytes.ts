import type { ResourcePart } from '../../../shared/contract/message.ts';

const encoder = new TextEncoder();

/** How much was read: text in UTF-8, and bytes as they are. Of a long text its characters are counted. */
export function attachmentBytes({ content }: Pick<ResourcePart, 'content'>): number {
  return content.reduce((sum, item) => {
    switch (item.type) {
      case 'text':
        return sum + encoder.encode(item.text).length;
      case 'excerpt':
        return sum + item.characters;
      case 'resource':
        return sum + (item.bytes ?? encoder.encode(item.text ?? '').length);
      case 'image':
      case 'audio':
        return sum + item.bytes;
      case 'link':
        return sum;
    }
  }, 0);
}
