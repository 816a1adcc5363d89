import type { StreamPart } from '../stream-part.ts';
import { textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import type { Item, ItemContext } from './item.ts';

/** The vendor looks for tools among those it was told of; what it found comes as an item of its own. */
export interface ToolSearch {
  call(added: Fields, parts: StreamPart[]): Item;
  output(added: Fields): Item;
}

const shown = { name: 'tool_search', runner: 'provider' } as const;

export function createToolSearch({ nextId }: Pick<ItemContext, 'nextId'>): ToolSearch {
  const waiting: string[] = [];
  const idOf = ({ id }: Fields) => textOf(id) ?? `call-${nextId()}`;

  return {
    call(added, parts) {
      const id = idOf(added);
      parts.push({ type: 'tool-input-start', id, ...shown });
      return {
        take: () => false,
        finish(item, into) {
          waiting.push(id);
          const input = (item ?? added)['arguments'] ?? {};
          into.push({ type: 'tool-call', id, ...shown, input });
        },
      };
    },
    output(added) {
      return {
        take: () => false,
        finish(item, parts) {
          const asked = waiting.shift();
          const id = asked ?? idOf(added);
          if (asked === undefined) parts.push({ type: 'tool-call', id, ...shown, input: {} });
          const { tools, status } = item ?? added;
          const result = tools ?? null;
          parts.push({ type: 'tool-result', id, result, failed: status === 'incomplete' });
        },
      };
    },
  };
}
