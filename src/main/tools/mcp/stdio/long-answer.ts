import { idOf } from './json-rpc.ts';
import type { RequestId } from './json-rpc.ts';
import type { LongLine } from './line-reader.ts';

/**
 * Which request a message answers that was too long to be kept, as far as its two ends tell: it must
 * begin with a result or an error at its top, and name its id in front of that or as its last member,
 * where servers of the 1.x SDK put it. Undefined for a request, a note, and whatever is not certain.
 */
export function longAnswerTo({ head, tail }: LongLine): RequestId | undefined {
  const start = topMembers(head);
  if (start.has('method') || !(start.has('result') || start.has('error'))) return undefined;
  return asId(start.get('id')) ?? asId(lastId.exec(tail)?.[1]);
}

/**
 * The brace ends the message, so what stands in front of it is at its top; and no text can end with a
 * number or an unescaped `"id":`, so this cannot lie within one.
 */
const lastId =
  /[,{]\s*"id"\s*:\s*(-?\d{1,16}|"(?:[^"\\]|\\.){0,200}")\s*(?:,\s*"jsonrpc"\s*:\s*"2\.0"\s*)?\}\s*$/;

/** The members at the top of an object whose text may break off: the source of short values, '' for others. */
function topMembers(text: string): Map<string, string> {
  const members = new Map<string, string>();
  const begin = /^\s*\{/.exec(text);
  if (begin === null) return members;
  const member = /\s*"((?:[^"\\]|\\.)*)"\s*:\s*(?:("(?:[^"\\]|\\.)*"|[-\w.+]+)\s*(,|\}))?/y;
  member.lastIndex = begin[0].length;
  for (;;) {
    const found = member.exec(text);
    const [, name, value, next] = found ?? [];
    if (name === undefined) return members;
    members.set(name, value ?? '');
    // An object or a list, or the end of what is there: what follows is not at the top.
    if (next !== ',') return members;
  }
}

function asId(source: string | undefined): RequestId | undefined {
  try {
    return idOf(JSON.parse(source ?? ''));
  } catch {
    return undefined;
  }
}
