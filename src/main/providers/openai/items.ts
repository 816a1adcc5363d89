import type { StreamPart } from '../stream-part.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { createCallItem } from './call-item.ts';
import { createHostedItem } from './hosted-item.ts';
import type { Item, ItemContext } from './item.ts';
import { createMessageItem } from './message-item.ts';
import { createReasoningItem } from './reasoning-item.ts';
import { createToolSearch } from './tool-search.ts';

interface Slot {
  readonly type: string;
  /** Absent for an item of a kind that nobody here knows. */
  readonly item: Item | undefined;
  isOver: boolean;
}

/** The items of one answer. The vendor tells of each when it begins, while it grows, when it ends and at the end. */
export interface Items {
  add(event: Fields, parts: StreamPart[]): void;
  grow(type: string, event: Fields, parts: StreamPart[]): void;
  done(event: Fields, parts: StreamPart[]): void;
  /** Nothing more will come: what is in the whole answer and was never told is told now. */
  end(output: unknown, parts: StreamPart[]): void;
}

export function createItems(context: ItemContext): Items {
  const slots: Slot[] = [];
  const byId = new Map<string, Slot>();
  const byIndex = new Map<unknown, Slot>();
  const search = createToolSearch(context);

  function create(type: string, fields: Fields, parts: StreamPart[]): Item | undefined {
    switch (type) {
      case 'message':
        return createMessageItem(context);
      case 'reasoning':
        return createReasoningItem(context);
      case 'function_call':
      case 'custom_tool_call':
        return createCallItem(fields, context, parts);
      case 'tool_search_call':
        return search.call(fields, parts);
      case 'tool_search_output':
        return search.output(fields);
      default: {
        const hosted = createHostedItem(fields, context, parts);
        if (hosted === undefined) context.drop(type);
        return hosted;
      }
    }
  }

  function open(
    type: string,
    fields: Fields,
    { id, index }: { readonly id: unknown; readonly index: unknown },
    parts: StreamPart[],
  ): Slot {
    const slot = { type, item: create(type, fields, parts), isOver: false };
    slots.push(slot);
    if (typeof id === 'string') byId.set(id, slot);
    if (typeof index === 'number' || typeof id !== 'string') byIndex.set(index, slot);
    return slot;
  }

  /** Servers in between give an item another id with each event, or no number: either is enough. */
  function find(id: unknown, index: unknown, type?: string): Slot | undefined {
    const known = typeof id === 'string' ? byId.get(id) : undefined;
    if (known !== undefined) return known;
    const there = byIndex.get(index);
    return type === undefined || there?.type === type ? there : undefined;
  }

  /** Words whose beginning was lost are still worth reading. A call’s name cannot be guessed. */
  function findStranger(type: string, event: Fields, parts: StreamPart[]): Slot | undefined {
    const { item_id: id, output_index: index } = event;
    const kind = kindOf(type);
    const slot = find(id, index, kind);
    return slot ?? (kind === undefined ? undefined : open(kind, {}, { id, index }, parts));
  }

  function finish(item: unknown, index: unknown, parts: StreamPart[]): void {
    const fields = fieldsOf(item);
    const type = textOf(fields?.['type']);
    if (fields === undefined || type === undefined) return context.drop('output_item');
    const id = fields['id'];
    const slot = find(id, index, type) ?? open(type, fields, { id, index }, parts);
    if (slot.isOver) return;
    slot.isOver = true;
    slot.item?.finish(fields, parts);
  }

  return {
    add({ item, output_index: index }, parts) {
      const fields = fieldsOf(item);
      const type = textOf(fields?.['type']);
      if (fields === undefined || type === undefined) return context.drop('output_item');
      const id = fields['id'];
      if (find(id, index, type) === undefined) open(type, fields, { id, index }, parts);
    },
    grow(type, event, parts) {
      const { item_id: id } = event;
      // By far the most events are told apart by this alone.
      const slot = (typeof id === 'string' && byId.get(id)) || findStranger(type, event, parts);
      if (slot === undefined) return context.drop(type);
      if (slot.isOver || slot.item === undefined) return;
      if (!slot.item.take(type, event, parts)) context.drop(type);
    },
    done({ item, output_index: index }, parts) {
      finish(item, index, parts);
    },
    end(output, parts) {
      if (Array.isArray(output))
        for (const [index, item] of output.entries()) finish(item, index, parts);
      for (const slot of slots) {
        if (slot.isOver) continue;
        slot.isOver = true;
        slot.item?.finish(undefined, parts);
      }
    },
  };
}

/** What an item must be that an event of this type tells of, if it is one of words. */
function kindOf(type: string): 'message' | 'reasoning' | undefined {
  if (/^response\.(output_text|refusal)\./.test(type)) return 'message';
  return /^response\.reasoning_(summary_)?(text|part)\./.test(type) ? 'reasoning' : undefined;
}
