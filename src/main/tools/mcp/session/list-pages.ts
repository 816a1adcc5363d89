import type { z } from 'zod';
import { isRecord } from '../../../../shared/is-record.ts';
import { answerUnreadable } from './answer-unreadable.ts';
import type { McpSession } from './session.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | undefined;
}

export interface ListPagesOptions<T> {
  readonly request: McpSession['request'];
  /** What the person calls it; stands in errors. */
  readonly server: string;
  /** `tools/list` and its like. */
  readonly method: string;
  /** One page; undefined where it is none. */
  readonly parse: (result: unknown) => Page<T> | undefined;
  readonly maxItems?: number;
  /** Of all items as JSON. */
  readonly maxCharacters: number;
  readonly signal: AbortSignal;
}

export interface ListedPages<T> {
  readonly items: readonly T[];
  /** What of the list was more than is taken: then the items are those before. null: it is whole. */
  readonly beyond: 'pages' | 'items' | 'characters' | null;
}

/** Nobody offers more pages of anything, and one that says so never comes to an end. */
const maxPages = 64;

/** Of one page. What is none of the list takes time to be told apart too, and everything else waits meanwhile. */
export const maxEntries = 20_000;

/** One page of what stands under `list`; undefined where it is none. An entry that is none costs only itself. */
export function readPage<T>(
  result: unknown,
  list: string,
  entry: z.ZodType<T>,
): Page<T> | undefined {
  const { [list]: entries, nextCursor } = isRecord(result) ? result : {};
  if (!Array.isArray(entries)) return undefined;
  return {
    items: entries.slice(0, maxEntries).flatMap((one) => entry.safeParse(one).data ?? []),
    nextCursor: typeof nextCursor === 'string' ? nextCursor : undefined,
  };
}

/** What a server lists in pages, as far as that can be taken. Rejects where a page cannot be read. */
export async function listPages<T>(options: ListPagesOptions<T>): Promise<ListedPages<T>> {
  const { request, server, method, parse, maxItems = Infinity, maxCharacters, signal } = options;
  const items: T[] = [];
  let cursor: string | undefined;
  let characters = 0;
  for (let page = 0; page < maxPages; page++) {
    const params = cursor === undefined ? undefined : { cursor };
    const found = parse(await request(method, params, signal));
    if (found === undefined) throw answerUnreadable(server, method);
    for (const item of found.items) {
      if (items.length >= maxItems) return { items, beyond: 'items' };
      characters += JSON.stringify(item).length;
      if (characters > maxCharacters) return { items, beyond: 'characters' };
      items.push(item);
    }
    if (found.nextCursor === undefined || found.nextCursor === cursor)
      return { items, beyond: null };
    cursor = found.nextCursor;
  }
  return { items, beyond: 'pages' };
}
