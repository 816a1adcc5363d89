import type { StreamPart } from '../stream-part.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { toCitation } from './citations.ts';
import { createGrownText } from './grown-text.ts';
import type { GrownText } from './grown-text.ts';
import type { Item, ItemContext } from './item.ts';

interface Passage {
  readonly id: string;
  readonly said: GrownText;
  /** By their number, or what they say where they have none. */
  readonly cited: Set<unknown>;
  isOpen: boolean;
}

/** What the model says, in passages by their number. A refusal is a passage too: it is the answer, in the model's words. */
export function createMessageItem({ nextId, drop, refuse }: ItemContext): Item {
  const passages = new Map<unknown, Passage>();

  function passageAt(index: unknown, parts: StreamPart[]): Passage {
    const found = passages.get(index);
    if (found !== undefined) return found;
    const passage = { id: nextId(), said: createGrownText(), cited: new Set(), isOpen: true };
    passages.set(index, passage);
    parts.push({ type: 'text-start', id: passage.id });
    return passage;
  }

  function say({ id, said, isOpen }: Passage, delta: string, parts: StreamPart[]): void {
    if (delta === '' || !isOpen) return;
    said.add(delta);
    parts.push({ type: 'text-delta', id, delta });
  }

  function cite(passage: Passage, index: unknown, annotation: unknown, parts: StreamPart[]): void {
    const key = typeof index === 'number' ? index : JSON.stringify(annotation);
    if (!passage.isOpen || passage.cited.has(key)) return;
    passage.cited.add(key);
    const citation = toCitation(annotation);
    if (citation === undefined) drop(fieldsOf(annotation)?.['type']);
    else parts.push({ type: 'citation', id: passage.id, citation });
  }

  function finishPassage(index: unknown, content: Fields, parts: StreamPart[]): void {
    const passage = passageAt(index, parts);
    say(passage, passage.said.missingFrom(textOf(content['text'])), parts);
    const annotations = content['annotations'];
    if (Array.isArray(annotations))
      for (const [number, annotation] of annotations.entries())
        cite(passage, number, annotation, parts);
  }

  function decline(index: unknown, delta: string, parts: StreamPart[]): void {
    refuse();
    say(passageAt(index, parts), delta, parts);
  }

  function finishRefusal(index: unknown, whole: unknown, parts: StreamPart[]): void {
    const { said } = passageAt(index, parts);
    decline(index, said.missingFrom(textOf(whole)), parts);
  }

  function finishContent(index: unknown, content: unknown, parts: StreamPart[]): void {
    const fields = fieldsOf(content);
    if (fields?.['type'] === 'output_text') finishPassage(index, fields, parts);
    else if (fields?.['type'] === 'refusal') finishRefusal(index, fields['refusal'], parts);
    else drop(fields?.['type']);
  }

  function close(passage: Passage | undefined, parts: StreamPart[]): void {
    if (passage?.isOpen !== true) return;
    passage.isOpen = false;
    parts.push({ type: 'text-end', id: passage.id });
  }

  return {
    take(type, event, parts) {
      const index = event['content_index'];
      switch (type) {
        case 'response.output_text.delta':
          say(passageAt(index, parts), textOf(event['delta']) ?? '', parts);
          return true;
        case 'response.output_text.done':
          finishPassage(index, event, parts);
          return true;
        case 'response.output_text.annotation.added':
          cite(passageAt(index, parts), event['annotation_index'], event['annotation'], parts);
          return true;
        case 'response.refusal.delta':
          decline(index, textOf(event['delta']) ?? '', parts);
          return true;
        case 'response.refusal.done':
          finishRefusal(index, event['refusal'], parts);
          return true;
        case 'response.content_part.added':
          if (fieldsOf(event['part'])?.['type'] === 'output_text') passageAt(index, parts);
          return true;
        case 'response.content_part.done':
          finishContent(index, event['part'], parts);
          close(passages.get(index), parts);
          return true;
        default:
          return false;
      }
    },
    finish(item, parts) {
      const content = item?.['content'];
      if (Array.isArray(content))
        for (const [index, piece] of content.entries()) finishContent(index, piece, parts);
      for (const passage of passages.values()) close(passage, parts);
    },
  };
}
