import type { Part } from '../../shared/contract/message.ts';

export interface ShownPart {
  /** Of its first part in the message; stays the same while it grows. */
  readonly index: number;
  readonly part: Part;
}

/**
 * The parts as they are read: an answer that was taken up again goes on in the middle of a sentence,
 * so texts with nothing but the beginning of a response between them are one.
 */
export function joinContinued(parts: readonly Part[]): readonly ShownPart[] {
  const shown: ShownPart[] = [];
  let begins = false;
  for (const [index, part] of parts.entries()) {
    if (part.type === 'step') {
      begins = true;
      continue;
    }
    const last = shown.at(-1);
    if (begins && part.type === 'text' && last?.part.type === 'text' && isReadable(last.part)) {
      const citations = [...(last.part.citations ?? []), ...(part.citations ?? [])];
      const text = last.part.text + part.text;
      const joined = { ...last.part, text, ...(citations.length === 0 ? {} : { citations }) };
      shown[shown.length - 1] = { index: last.index, part: joined };
    } else {
      shown.push({ index, part });
    }
    begins = false;
  }
  return shown;
}

/** Behind a text so long that it is folded, what follows would not be seen. */
function isReadable({ text }: { readonly text: string }): boolean {
  return text.length <= 50_000;
}
