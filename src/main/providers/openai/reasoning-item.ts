import type { StreamPart } from '../stream-part.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { createGrownText } from './grown-text.ts';
import type { GrownText } from './grown-text.ts';
import type { Item, ItemContext } from './item.ts';
import { toVendorData } from './vendor-data.ts';

/**
 * A thought: paragraphs of its summary, or of the thought itself where a server shows it. One that says nothing and
 * need not go back either is no part of the answer.
 */
export function createReasoningItem({ nextId }: Pick<ItemContext, 'nextId'>): Item {
  const paragraphs = new Map<string, GrownText>();
  let id: string | undefined;
  let isOpen = true;

  function start(parts: StreamPart[]): string {
    if (id !== undefined) return id;
    id = nextId();
    parts.push({ type: 'reasoning-start', id });
    return id;
  }

  function paragraphOf(key: string, parts: StreamPart[]): GrownText {
    const found = paragraphs.get(key);
    if (found !== undefined) return found;
    const isFirst = paragraphs.size === 0;
    const paragraph = createGrownText();
    paragraphs.set(key, paragraph);
    if (!isFirst) parts.push({ type: 'reasoning-delta', id: start(parts), delta: '\n\n' });
    return paragraph;
  }

  function think(key: string, delta: string, parts: StreamPart[]): void {
    if (delta === '' || !isOpen) return;
    paragraphOf(key, parts).add(delta);
    parts.push({ type: 'reasoning-delta', id: start(parts), delta });
  }

  function complete(key: string, whole: unknown, parts: StreamPart[]): void {
    const said = paragraphs.get(key) ?? createGrownText();
    think(key, said.missingFrom(textOf(whole)), parts);
  }

  function completeAll(kind: string, list: unknown, parts: StreamPart[]): void {
    if (!Array.isArray(list)) return;
    for (const [index, piece] of list.entries())
      complete(`${kind}:${index}`, fieldsOf(piece)?.['text'], parts);
  }

  return {
    take(type, event, parts) {
      const summary = `summary:${String(event['summary_index'])}`;
      const content = `content:${String(event['content_index'])}`;
      switch (type) {
        case 'response.reasoning_summary_text.delta':
          think(summary, textOf(event['delta']) ?? '', parts);
          return true;
        case 'response.reasoning_summary_text.done':
          complete(summary, event['text'], parts);
          return true;
        case 'response.reasoning_summary_part.done':
          complete(summary, fieldsOf(event['part'])?.['text'], parts);
          return true;
        case 'response.reasoning_text.delta':
          think(content, textOf(event['delta']) ?? '', parts);
          return true;
        case 'response.reasoning_text.done':
          complete(content, event['text'], parts);
          return true;
        case 'response.reasoning_summary_part.added':
        case 'response.content_part.added':
        case 'response.content_part.done':
          return true;
        default:
          return false;
      }
    },
    finish(item, parts) {
      completeAll('summary', item?.['summary'], parts);
      completeAll('content', item?.['content'], parts);
      const kept = item === undefined ? undefined : keptOf(item);
      if (kept !== undefined) start(parts);
      isOpen = false;
      if (id === undefined) return;
      parts.push({
        type: 'reasoning-end',
        id,
        ...(paragraphs.size === 0 ? { redacted: true } : {}),
        ...(kept === undefined ? {} : { vendor: toVendorData(kept) }),
      });
    },
  };
}

/** Without its encrypted form a thought cannot go back: the vendor stores none. */
function keptOf({ id, summary, encrypted_content: encrypted }: Fields): Fields | undefined {
  if (typeof encrypted !== 'string' || encrypted === '') return undefined;
  return {
    type: 'reasoning',
    ...(typeof id === 'string' ? { id } : {}),
    summary: Array.isArray(summary) ? summary : [],
    encrypted_content: encrypted,
  };
}
