import type { Part } from '../../shared/contract/message.ts';

/** In characters: text, reasoning and tool input, and what is kept beside them of results and for the vendor. */
export function sizeOfPart(part: Part): number {
  switch (part.type) {
    case 'text':
      return part.text.length;
    case 'reasoning':
      return part.text.length + sizeOf(part.vendor);
    case 'tool-call':
      return (
        part.inputText.length +
        sizeOf(part.result) +
        sizeOf(part.content) +
        sizeOf(part.structured) +
        sizeOf(part.vendor)
      );
    case 'resource':
      return sizeOf(part.content);
    case 'file':
      return part.data.length;
    default:
      return 0;
  }
}

/** Parts stay as they are once they are there, and are asked about with every step. */
const sizes = new WeakMap<object, number>();

/** As JSON. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  const size = sizes.get(value) ?? JSON.stringify(value).length;
  sizes.set(value, size);
  return size;
}
